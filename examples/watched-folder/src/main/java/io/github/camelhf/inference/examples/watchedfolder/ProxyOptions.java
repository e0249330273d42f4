package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.proxy.Proxy;
import io.github.camelhf.inference.proxy.ProxyAddress;
import io.github.camelhf.inference.proxy.SystemProxies;
import java.net.URI;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options about the way to the server. */
final class ProxyOptions {

    private static final String PROXY = "--proxy";
    private static final String NO_PROXY = "--no-proxy";

    @Option(
            names = PROXY,
            paramLabel = "URL",
            description =
                    "Reach the server through this HTTP proxy, http://HOST:PORT, instead of the one that HTTPS_PROXY,"
                            + " HTTP_PROXY and NO_PROXY or the JVM name. Its login, USER:PASSWORD@ before HOST, belongs into the"
                            + " environment.")
    private @Nullable String proxy;

    @Option(
            names = NO_PROXY,
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Reach the server directly, whatever is set elsewhere.")
    private boolean noProxy;

    /**
     * The way to a server. Of the two options the one counts that was set nearer to the user.
     *
     * @param rank of an option: the smaller, the nearer
     * @param environment gives the value of a variable, null when unset
     * @throws IllegalArgumentException with a sentence for the user
     */
    ServerProxy to(URI server, ToIntFunction<String> rank, UnaryOperator<@Nullable String> environment) {
        int nearer = Integer.compare(rank.applyAsInt(PROXY), rank.applyAsInt(NO_PROXY));
        if (proxy != null && noProxy && nearer == 0) {
            throw new IllegalArgumentException("--proxy and --no-proxy exclude each other: keep one");
        }
        if (noProxy && (proxy == null || nearer > 0)) {
            return new ServerProxy(null, NO_PROXY);
        }
        if (proxy != null) {
            return new ServerProxy(ProxyAddress.read(PROXY, proxy), PROXY);
        }
        return new SystemProxies(environment)
                .find(server)
                .map(found -> new ServerProxy(found.proxy(), found.setting()))
                .orElse(ServerProxy.NONE);
    }

    /** The options belong to routes; here they have other names. */
    static String inWordsOfTheCommand(String message) {
        return message.replace("set proxyUser and proxyPassword", "put USER:PASSWORD@ before its host where it is set")
                .replace("check proxyUser and proxyPassword", "check what stands before its host where it is set")
                .replace("name it in nonProxyHosts", "name it in NO_PROXY");
    }

    /** Where calls go through, and by whose word. */
    record ServerProxy(@Nullable Proxy proxy, @Nullable String setting) {

        static final ServerProxy NONE = new ServerProxy(null, null);

        @Override
        public String toString() {
            if (proxy != null) {
                return proxy + (proxy.login() == null ? "" : ", with a login") + ", set by " + setting;
            }
            return setting == null ? "none is set" : "none, because of " + setting;
        }
    }
}
