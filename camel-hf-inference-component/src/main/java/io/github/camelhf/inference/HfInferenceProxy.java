package io.github.camelhf.inference;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options that say through which proxy a server is reached. Each sentence stands beside its option. */
@UriParams
public class HfInferenceProxy extends HfInferenceAuthorization {

    @UriParam(label = "proxy", description = "Host of an HTTP proxy, for calls and for downloads of pictures.")
    private @Nullable String proxyHost;

    @UriParam(label = "proxy", description = "Port of the HTTP proxy, 1 to 65535.")
    private int proxyPort;

    @UriParam(
            label = "proxy,security",
            secret = true,
            description = "User whose name the proxy is shown (Basic), without a colon; the server never sees it.")
    private @Nullable String proxyUser;

    @UriParam(
            label = "proxy,security",
            secret = true,
            description = "Password that belongs to proxyUser; sent readably to the proxy, never to the server.")
    private @Nullable String proxyPassword;

    @UriParam(
            label = "proxy",
            description =
                    "Hosts that are reached without a proxy, separated by commas; an asterisk stands for any part of a name.")
    private @Nullable String nonProxyHosts;

    @UriParam(
            label = "proxy",
            defaultValue = "false",
            description =
                    "Whether the proxy that this machine is set to use is used, unless proxyHost names another: the JVM's https.proxyHost, http.proxyHost and http.nonProxyHosts, then the environment variables HTTPS_PROXY, HTTP_PROXY and NO_PROXY, which may hold a login.")
    private boolean useSystemProxy;

    public @Nullable String getProxyHost() {
        return proxyHost;
    }

    public void setProxyHost(@Nullable String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public int getProxyPort() {
        return proxyPort;
    }

    public void setProxyPort(int proxyPort) {
        this.proxyPort = proxyPort;
    }

    public @Nullable String getProxyUser() {
        return proxyUser;
    }

    public void setProxyUser(@Nullable String proxyUser) {
        this.proxyUser = proxyUser;
    }

    public @Nullable String getProxyPassword() {
        return proxyPassword;
    }

    public void setProxyPassword(@Nullable String proxyPassword) {
        this.proxyPassword = proxyPassword;
    }

    public @Nullable String getNonProxyHosts() {
        return nonProxyHosts;
    }

    public void setNonProxyHosts(@Nullable String nonProxyHosts) {
        this.nonProxyHosts = nonProxyHosts;
    }

    public boolean isUseSystemProxy() {
        return useSystemProxy;
    }

    public void setUseSystemProxy(boolean useSystemProxy) {
        this.useSystemProxy = useSystemProxy;
    }
}
