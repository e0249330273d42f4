package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.proxy.Proxy;
import io.github.camelhf.inference.proxy.ProxySteps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a proxy says apart from what the server says; the client hands on both alike. With a tunnel it is certain: what comes
 * before the tunnel is there is the proxy's. Without one the proxy passes the server's answers on,
 * and its own are known by what the usual proxies put there. Sources: httpclient5 5.5.1 and 5.6.3 (AsyncConnectExec), squid 5.7
 * and tinyproxy 1.11.1 as they answered, 2026-11-26.
 */
final class ProxyAnswers {

    private static final int LONGEST_BODY = ResponseReader.ERROR_HEAD;

    private ProxyAnswers() {}

    /** From now on a proxy's own answer fails its call with a {@link ProxyRefusal}. */
    static void tellApart(HttpAsyncClientBuilder builder, Proxy proxy) {
        builder.addExecInterceptorFirst("proxy-answers", (request, body, scope, chain, callback) -> {
            boolean through = scope.route.getProxyHost() != null;
            chain.proceed(request, body, scope, through ? new Watch(proxy, scope, callback) : callback);
        });
    }

    private static boolean isProxys(HttpResponse response, AsyncExecChain.Scope scope) {
        if (scope.route.isTunnelled()) {
            return ProxySteps.isBeforeTunnel(scope);
        }
        return response.getCode() == 407
                || response.containsHeader("X-Squid-Error")
                || value(response, "Server").startsWith("tinyproxy/");
    }

    private static String value(HttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? "" : Objects.requireNonNullElse(header.getValue(), "");
    }

    /** Stands between the client and the call. */
    private static final class Watch implements AsyncExecCallback {
        private final Proxy proxy;
        private final AsyncExecChain.Scope scope;
        private final AsyncExecCallback call;
        private volatile @Nullable Refused refused;

        Watch(Proxy proxy, AsyncExecChain.Scope scope, AsyncExecCallback call) {
            this.proxy = proxy;
            this.scope = scope;
            this.call = call;
        }

        @Override
        public @Nullable AsyncDataConsumer handleResponse(HttpResponse response, @Nullable EntityDetails entity)
                throws HttpException, IOException {
            if (!isProxys(response, scope)) {
                return call.handleResponse(response, entity);
            }
            Refused answer = new Refused(proxy, response);
            if (entity == null) {
                throw answer.refusal();
            }
            refused = answer;
            return answer;
        }

        @Override
        public void handleInformationResponse(HttpResponse response) throws HttpException, IOException {
            call.handleInformationResponse(response);
        }

        @Override
        public void completed() {
            call.completed();
        }

        /** The status says more than what happened to the page that came with it. */
        @Override
        public void failed(Exception failure) {
            Refused answer = refused;
            call.failed(answer == null ? failure : answer.refusal());
        }
    }

    /** Reads the proxy's page, and then fails. */
    private static final class Refused implements AsyncDataConsumer {
        private final Proxy proxy;
        private final HttpResponse head;
        private final ReceivedBytes body = new ReceivedBytes();

        Refused(Proxy proxy, HttpResponse head) {
            this.proxy = proxy;
            this.head = head;
        }

        ProxyRefusal refusal() {
            Map<String, String> headers = new HashMap<>();
            for (Header header : head.getHeaders()) {
                headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), String.valueOf(header.getValue()));
            }
            return new ProxyRefusal(
                    proxy,
                    Objects.requireNonNullElse(head.getReasonPhrase(), ""),
                    new WireResponse(head.getCode(), headers, body.toArray()));
        }

        @Override
        public void updateCapacity(CapacityChannel channel) throws IOException {
            channel.update(Integer.MAX_VALUE);
        }

        @Override
        public void consume(ByteBuffer source) throws IOException {
            body.add(source, Math.min(source.remaining(), LONGEST_BODY - body.size()));
            if (source.hasRemaining()) {
                throw refusal();
            }
        }

        @Override
        public void streamEnd(@Nullable List<? extends Header> trailers) throws IOException {
            throw refusal();
        }

        @Override
        public void releaseResources() {
            // Nothing but memory.
        }
    }
}
