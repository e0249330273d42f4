package io.github.camelhf.inference.options;

import io.github.camelhf.inference.proxy.Proxy;
import io.github.camelhf.inference.transport.ConnectionSettings;
import io.github.camelhf.inference.transport.ConnectionSettings.HttpVersionChoice;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Reads the options that decide which client an endpoint shares. */
final class ConnectionReader {

    private ConnectionReader() {}

    /** @param proxy that leads to the server, null for a direct connection */
    static ConnectionSettings read(WrittenOptions options, TlsContexts contexts, @Nullable Proxy proxy) {
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
                proxy);
    }

    private static @Nullable SSLContext sslContext(WrittenOptions options, TlsContexts contexts) {
        if (options.getSslContextParameters() == null) {
            return null;
        }
        try {
            return contexts.of(options.getSslContextParameters());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "option sslContextParameters gives no TLS context: " + e.getMessage()
                            + "; check its stores, their passwords and their types",
                    e);
        }
    }
}
