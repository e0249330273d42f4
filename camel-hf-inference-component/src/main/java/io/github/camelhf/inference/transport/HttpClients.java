package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.http.BlockingWork;
import io.github.camelhf.inference.http.OpenCall;
import io.github.camelhf.inference.http.SeparateLookups;
import io.github.camelhf.inference.transport.ConnectionSettings.HttpVersionChoice;
import io.github.camelhf.inference.transport.ConnectionSettings.Proxy;
import java.util.Map;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Builds the HTTP client with everything off that would act behind a route's back. */
final class HttpClients {

    /** More gained nothing on two cores and cost switches; fewer leave a core idle while bodies are encoded. */
    private static final int IO_THREADS = 2;

    /** Load balancers in front of the hosted service close idle connections after about a minute. */
    private static final TimeValue LONGEST_IDLE = TimeValue.ofSeconds(30);

    /** An answer without end must not fill the memory before its body begins. Known servers send about 30 short headers. */
    private static final int MAX_HEADERS = 500;

    private static final int MAX_HEADER_LINE = 64 * 1024;

    private static final Map<HttpVersionChoice, HttpVersionPolicy> POLICIES = Map.of(
            HttpVersionChoice.AUTO, HttpVersionPolicy.NEGOTIATE,
            HttpVersionChoice.HTTP_1_1, HttpVersionPolicy.FORCE_HTTP_1,
            HttpVersionChoice.HTTP_2, HttpVersionPolicy.FORCE_HTTP_2);

    private HttpClients() {}

    static PoolingAsyncClientConnectionManager connections(ConnectionSettings settings, BlockingWork lookups) {
        // Not the default, TLS' own check of the host name: HttpClient 5.5.1 sets it too late for it to take effect.
        ClientTlsStrategyBuilder tls =
                ClientTlsStrategyBuilder.create().setHostVerificationPolicy(HostnameVerificationPolicy.BOTH);
        if (settings.sslContext() != null) {
            tls.setSslContext(settings.sslContext());
        } else {
            tls.useSystemProperties();
        }
        HttpVersionPolicy policy = POLICIES.get(settings.httpVersion());
        Timeout connectTimeout = Timeout.of(settings.connectTimeout());
        return new SeparateLookups(lookups)
                .setTlsStrategy(tls.buildAsync())
                .setTlsConfigResolver(target -> TlsConfig.custom()
                        .setVersionPolicy(ClientLoggers.areOn() ? HttpVersionPolicy.FORCE_HTTP_1 : policy)
                        .setHandshakeTimeout(connectTimeout)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connectTimeout)
                        .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                        .build())
                .setMaxConnTotal(1)
                .setMaxConnPerRoute(1)
                .build();
    }

    static CloseableHttpAsyncClient client(
            ConnectionSettings settings, PoolingAsyncClientConnectionManager connections) {
        HttpAsyncClientBuilder builder = HttpAsyncClientBuilder.create()
                .setConnectionManager(connections)
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(IO_THREADS)
                        .setTcpNoDelay(true)
                        .build())
                // The default one writes every byte to a log, the token among them.
                .setIoSessionDecorator(session -> session)
                .setHttp1Config(Http1Config.custom()
                        .setMaxLineLength(MAX_HEADER_LINE)
                        .setMaxHeaderCount(MAX_HEADERS)
                        .build())
                .setH2Config(H2Config.custom()
                        .setPushEnabled(false)
                        .setMaxHeaderListSize(MAX_HEADER_LINE)
                        .build())
                // Each attempt has a deadline of its own, which covers all of these.
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setAuthenticationEnabled(false)
                        .setConnectionRequestTimeout(Timeout.DISABLED)
                        .setResponseTimeout(Timeout.DISABLED)
                        .build())
                .setConnectionReuseStrategy(new KeptConnections())
                .addExecInterceptorFirst("open call", OpenCall::watch)
                // Camel's error handler repeats, nobody else; a redirect would carry the token to another host.
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .evictExpiredConnections()
                .evictIdleConnections(LONGEST_IDLE);
        HandOver.watch(builder);
        if (settings.proxy() != null) {
            builder.setRoutePlanner(new SelectiveProxy(settings.proxy()));
        }
        return builder.build();
    }

    private static final class SelectiveProxy extends DefaultRoutePlanner {
        private final Proxy proxy;

        SelectiveProxy(Proxy proxy) {
            super(null);
            this.proxy = proxy;
        }

        @Override
        protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
            return proxy.covers(target.getHostName()) ? new HttpHost(proxy.host(), proxy.port()) : null;
        }
    }
}
