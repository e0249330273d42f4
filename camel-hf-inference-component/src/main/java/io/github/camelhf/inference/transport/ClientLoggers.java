package io.github.camelhf.inference.transport;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loggers of HttpClient that could print the token. Its log of all bytes is left out of our clients altogether. Its log of
 * headers prints each header as text, which {@link BearerHeader} makes harmless over HTTP/1.1; HTTP/2 copies the value into a
 * header of its own. So while one of the loggers is on, new connections speak HTTP/1.1. Source: httpclient5 5.5.1
 * (HttpAsyncClientProtocolNegotiationStarter, which attaches its listener if any of them is on), read 2026-11-20.
 */
final class ClientLoggers {

    private static final Logger LOG = LoggerFactory.getLogger(ClientLoggers.class);

    private static final Logger[] WATCHED = Stream.of(
                    "org.apache.hc.client5.http.impl.async.InternalHttpAsyncClient",
                    "org.apache.hc.client5.http.headers",
                    "org.apache.hc.client5.http2.frame",
                    "org.apache.hc.client5.http2.frame.payload",
                    "org.apache.hc.client5.http2.flow")
            .map(LoggerFactory::getLogger)
            .toArray(Logger[]::new);

    private static final AtomicBoolean SAID = new AtomicBoolean();

    private ClientLoggers() {}

    static boolean areOn() {
        boolean on = Stream.of(WATCHED).anyMatch(Logger::isDebugEnabled);
        if (on && SAID.compareAndSet(false, true)) {
            LOG.info(
                    "HttpClient's header logging is on: new connections speak HTTP/1.1, where the token can be masked");
        }
        return on;
    }
}
