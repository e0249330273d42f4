package io.github.camelhf.inference;

import io.github.camelhf.inference.transport.ConnectionSettings;
import io.github.camelhf.inference.transport.ConnectionSettings.HttpVersionChoice;
import io.github.camelhf.inference.transport.ConnectionSettings.Proxy;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Reads the options that decide which client an endpoint shares. */
final class ConnectionReader {

    private ConnectionReader() {}

    static ConnectionSettings read(HfInferenceConfiguration options, TlsContexts contexts) {
        return new ConnectionSettings(
                Option.positive("connectTimeout", options.getConnectTimeout()),
                Option.choice(
                        "httpVersion",
                        options.getHttpVersion(),
                        Map.of(
                                "auto", HttpVersionChoice.AUTO,
                                "1.1", HttpVersionChoice.HTTP_1_1,
                                "2", HttpVersionChoice.HTTP_2)),
                sslContext(options, contexts),
                proxy(options));
    }

    private static @Nullable SSLContext sslContext(HfInferenceConfiguration options, TlsContexts contexts) {
        if (options.getSslContextParameters() == null) {
            return null;
        }
        try {
            return contexts.of(options.getSslContextParameters());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "option sslContextParameters gives no TLS context: " + e.getMessage(), e);
        }
    }

    private static @Nullable Proxy proxy(HfInferenceConfiguration options) {
        String host = options.getProxyHost();
        int port = options.getProxyPort();
        if (host == null && port == 0) {
            return null;
        }
        if (host == null || port < 1 || port > 65535) {
            throw new IllegalArgumentException(
                    "options proxyHost and proxyPort go together: a host name and 1 to 65535");
        }
        String hosts = options.getNonProxyHosts();
        List<String> direct = hosts == null ? List.of() : Arrays.asList(hosts.split("\\s*[,|]\\s*"));
        return new Proxy(host, port, direct);
    }
}
