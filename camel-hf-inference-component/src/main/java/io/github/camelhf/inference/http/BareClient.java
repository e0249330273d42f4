package io.github.camelhf.inference.http;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.util.ConcurrentModificationException;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ssl.SSLIOSession;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HttpClient with everything off that would act behind a route's back, by name and not by default: what is on by default differs
 * between the releases 5.4 to 5.6.
 */
public final class BareClient {

    private static final Logger LOG = LoggerFactory.getLogger(BareClient.class);

    private BareClient() {}

    /**
     * A builder to go on with.
     *
     * @param ioThreads   threads that read and write
     * @param longestLine of a head, in bytes; an answer without end must not fill the memory before its body begins
     * @param mostHeaders of an answer
     */
    public static HttpAsyncClientBuilder builder(int ioThreads, int longestLine, int mostHeaders) {
        return HttpAsyncClientBuilder.create()
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(ioThreads)
                        .setTcpNoDelay(true)
                        .build())
                // The default one writes every byte to a log, the token among them.
                .setIoSessionDecorator(BareClient::decorated)
                .setIoReactorExceptionCallback(BareClient::log)
                .setHttp1Config(Http1Config.custom()
                        .setMaxLineLength(longestLine)
                        .setMaxHeaderCount(mostHeaders)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setAuthenticationEnabled(false)
                        // 5.6 asks for compressed answers unless told not to.
                        .setContentCompressionEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        // Each attempt has a deadline of its own, which covers all of these.
                        .setConnectionRequestTimeout(Timeout.DISABLED)
                        .setResponseTimeout(Timeout.DISABLED)
                        .build())
                // Camel's error handler repeats, nobody else; a redirect would carry the token to another host.
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                // Else a connection with a client certificate belongs to that certificate's name, and is never found
                // again.
                .disableConnectionState();
    }

    /** TLS reads by itself one record after another, whose end it tells whether or not more is wanted. */
    private static IOSession decorated(IOSession session) {
        return new Http2OnlyCheck(
                session instanceof SSLIOSession ? session : HeadWithBody.of(new PausedReads(session)));
    }

    /**
     * What fails on one connection reaches its call, which fails with it. A client that closes takes the selector from under its own
     * threads, which they find closed or changed. The client would log all of it as errors; anything else may have cost a thread.
     * Source: httpcore5 5.3.6 to 5.4.4 (AbstractSingleCoreIOReactor, SingleCoreIOReactor), read 2026-11-26.
     */
    private static void log(Exception failure) {
        boolean known = failure instanceof IOException
                || failure instanceof ClosedSelectorException
                || failure instanceof ConcurrentModificationException;
        if (known) {
            LOG.debug("On one connection, or while closing: {}", failure.toString());
        } else {
            LOG.error("HttpClient's I/O failed", failure);
        }
    }
}
