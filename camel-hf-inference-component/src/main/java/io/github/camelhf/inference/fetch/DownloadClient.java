package io.github.camelhf.inference.fetch;

import io.github.camelhf.inference.http.BareClient;
import io.github.camelhf.inference.http.OpenCall;
import io.github.camelhf.inference.http.VerifiedTls;
import java.net.InetAddress;
import java.net.UnknownHostException;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Builds the client for downloads: it looks nothing up, follows nothing, keeps nothing and shows no credentials. */
final class DownloadClient {

    private static final int IO_THREADS = 1;
    private static final int MOST_CONNECTIONS = 64;
    private static final int MOST_PER_HOST = 8;
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int MOST_HEADERS = 200;
    /** Leaves time for a second address of the host within the usual total time. */
    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(10);

    private static final TimeValue LONGEST_IDLE = TimeValue.ofSeconds(10);

    private DownloadClient() {}

    static CloseableHttpAsyncClient build(@Nullable SSLContext tls) {
        HttpAsyncClientBuilder builder = BareClient.builder(IO_THREADS, LONGEST_LINE, MOST_HEADERS)
                .setConnectionManager(PoolingAsyncClientConnectionManagerBuilder.create()
                        .setTlsStrategy(tls == null ? VerifiedTls.withoutKeys() : VerifiedTls.of(tls))
                        // Every request brings its checked address along: a lookup here would be a second, unchecked
                        // one.
                        .setDnsResolver(new NoLookup())
                        .setDefaultTlsConfig(TlsConfig.custom()
                                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT_TIMEOUT)
                                .build())
                        .setMaxConnTotal(MOST_CONNECTIONS)
                        .setMaxConnPerRoute(MOST_PER_HOST)
                        .build())
                .addExecInterceptorFirst("open call", OpenCall::watch)
                .evictIdleConnections(LONGEST_IDLE);
        ProxyWay.allow(builder);
        return builder.build();
    }

    private static final class NoLookup implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            throw new UnknownHostException("a download connects to checked addresses only");
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            throw new UnknownHostException("a download connects to checked addresses only");
        }
    }
}
