package io.github.camelhf.inference.fetch;

import io.github.camelhf.inference.proxy.Proxy;
import io.github.camelhf.inference.proxy.ProxySteps;
import java.io.IOException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.RouteInfo.LayerType;
import org.apache.hc.client5.http.RouteInfo.TunnelType;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.NamedEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * A download's way through a proxy: always a tunnel, http included, to an address that was checked. The proxy gets no name to look up, so
 * it cannot be led elsewhere, and reads nothing of a request.
 *
 * @param host the proxy with its address
 */
record ProxyWay(Proxy proxy, HttpHost host) {

    private static final String NAME = ProxyWay.class.getName();

    /** Whoever executes in this context takes this way. A tunnel is kept for those with the login that opened it. */
    void use(HttpContext context) {
        context.setAttribute(NAME, this);
        HttpClientContext.cast(context).setUserToken(proxy.login());
    }

    /** Lets a client take the ways of its contexts. */
    static void allow(HttpAsyncClientBuilder builder) {
        builder.setRoutePlanner(new Planner());
        ProxySteps.addTo(builder, context -> {
            ProxyWay way = of(context);
            return way == null ? null : way.proxy;
        });
        builder.addExecInterceptorFirst("proxy-refusals", (request, body, scope, chain, callback) -> {
            boolean through = scope.route.getProxyHost() != null;
            chain.proceed(request, body, scope, through ? new Watch(scope, callback) : callback);
        });
    }

    private static @Nullable ProxyWay of(HttpContext context) {
        return context.getAttribute(NAME) instanceof ProxyWay way ? way : null;
    }

    private static final class Planner implements HttpRoutePlanner {
        private final HttpRoutePlanner direct = new DefaultRoutePlanner(null);

        @Override
        public HttpRoute determineRoute(HttpHost target, HttpContext context) throws HttpException {
            throw new HttpException("a download is planned with its request");
        }

        /** The name of the request is that of TLS: certificates are none of the address. */
        @Override
        public HttpRoute determineRoute(HttpHost target, HttpRequest request, HttpContext context)
                throws HttpException {
            ProxyWay way = of(context);
            if (way == null) {
                return direct.determineRoute(target, request, context);
            }
            boolean secure = "https".equals(target.getSchemeName());
            NamedEndpoint name = secure ? request.getAuthority() : null;
            return new HttpRoute(
                    target,
                    name,
                    null,
                    new HttpHost[] {way.host},
                    secure,
                    TunnelType.TUNNELLED,
                    secure ? LayerType.LAYERED : LayerType.PLAIN);
        }
    }

    /** The proxy did not make the tunnel. */
    static final class RefusedException extends IOException {

        private static final long serialVersionUID = 1L;

        private final int status;
        private final @Nullable String offered;

        RefusedException(int status, @Nullable String offered) {
            super("the proxy answered " + status);
            this.status = status;
            this.offered = offered;
        }

        int status() {
            return status;
        }

        /** Which kinds of login the proxy takes. */
        @Nullable
        String offered() {
            return offered;
        }
    }

    private record Watch(AsyncExecChain.Scope scope, AsyncExecCallback download) implements AsyncExecCallback {

        @Override
        public @Nullable AsyncDataConsumer handleResponse(HttpResponse response, @Nullable EntityDetails entity)
                throws HttpException, IOException {
            if (ProxySteps.isBeforeTunnel(scope)) {
                Header offered = response.getFirstHeader("Proxy-Authenticate");
                throw new RefusedException(response.getCode(), offered == null ? null : offered.getValue());
            }
            return download.handleResponse(response, entity);
        }

        @Override
        public void handleInformationResponse(HttpResponse response) throws HttpException, IOException {
            download.handleInformationResponse(response);
        }

        @Override
        public void completed() {
            download.completed();
        }

        @Override
        public void failed(Exception failure) {
            download.failed(failure);
        }
    }
}
