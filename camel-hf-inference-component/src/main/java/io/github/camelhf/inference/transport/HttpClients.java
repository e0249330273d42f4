package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.http.BareClient;
import io.github.camelhf.inference.http.BlockingWork;
import io.github.camelhf.inference.http.OpenCall;
import io.github.camelhf.inference.http.SeparateLookups;
import io.github.camelhf.inference.http.VerifiedTls;
import io.github.camelhf.inference.proxy.Proxy;
import io.github.camelhf.inference.proxy.ProxySteps;
import io.github.camelhf.inference.transport.ConnectionSettings.HttpVersionChoice;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.routing.DefaultProxyRoutePlanner;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.config.H2Config;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Builds the HTTP client of the calls. */
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
        SSLContext context = settings.sslContext();
        HttpVersionPolicy policy = POLICIES.get(settings.httpVersion());
        Timeout connectTimeout = Timeout.of(settings.connectTimeout());
        return new SeparateLookups(lookups)
                .setTlsStrategy(context == null ? VerifiedTls.ofSystem() : VerifiedTls.of(context))
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
        HttpAsyncClientBuilder builder = BareClient.builder(IO_THREADS, MAX_HEADER_LINE, MAX_HEADERS)
                .setConnectionManager(connections)
                .setH2Config(H2Config.custom()
                        .setPushEnabled(false)
                        .setMaxHeaderListSize(MAX_HEADER_LINE)
                        .build())
                .setConnectionReuseStrategy(new KeptConnections())
                .evictExpiredConnections()
                .evictIdleConnections(LONGEST_IDLE);
        HandOver.watch(builder);
        Proxy proxy = settings.proxy();
        if (proxy == null) {
            // The client's own step answers challenges, which is off, and takes the address apart for it in each call.
            // Source: httpclient5 5.4.4 to 5.6.5 (AsyncProtocolExec), read 2026-11-26.
            builder.replaceExecInterceptor(ChainElement.PROTOCOL.name(), OpenCall::watch);
        } else {
            builder.addExecInterceptorFirst("open call", OpenCall::watch)
                    .setRoutePlanner(new DefaultProxyRoutePlanner(proxy.asHost()));
            ProxySteps.addTo(builder, context -> proxy);
            ProxyAnswers.tellApart(builder, proxy);
        }
        return builder.build();
    }
}
