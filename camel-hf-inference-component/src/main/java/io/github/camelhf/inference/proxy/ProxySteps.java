package io.github.camelhf.inference.proxy;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Function;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.auth.AuthExchange;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * Steps of a client's chain that show a proxy its login and tell when a connection through it is there. With a tunnel, what comes before
 * that is the proxy's word. The login is shown at once, over CONNECT and with plain http; a request that goes through a tunnel, or
 * to no proxy, never carries it. Source: httpclient5 5.5.1 and 5.6.3 (AsyncConnectExec, AsyncProtocolExec), read 2026-11-26.
 */
public final class ProxySteps {

    private static final String CONNECTED = ProxySteps.class.getName();

    private ProxySteps() {}

    /**
     * Adds the steps to a client.
     *
     * @param chosen the proxy of an exchange, null for a direct one
     */
    public static void addTo(HttpAsyncClientBuilder builder, Function<HttpClientContext, @Nullable Proxy> chosen) {
        builder.addExecInterceptorFirst("proxy-login", (request, body, scope, chain, callback) -> {
                    scope.clientContext.setAttribute(CONNECTED, false);
                    logIn(scope, chosen.apply(scope.clientContext));
                    chain.proceed(request, body, scope, callback);
                })
                .addExecInterceptorAfter(
                        ChainElement.CONNECT.name(), "connected", (request, body, scope, chain, callback) -> {
                            scope.clientContext.setAttribute(CONNECTED, true);
                            chain.proceed(request, body, scope, callback);
                        });
    }

    private static void logIn(AsyncExecChain.Scope scope, @Nullable Proxy proxy) {
        HttpHost host = scope.route.getProxyHost();
        if (host == null || proxy == null || proxy.login() == null) {
            return;
        }
        AuthExchange exchange = new AuthExchange();
        exchange.setState(AuthExchange.State.CHALLENGED);
        exchange.setOptions(new ArrayDeque<>(List.of(new LoginScheme(proxy.login()))));
        scope.clientContext.setAuthExchange(host, exchange);
    }

    /** Whether the tunnel is still to be made, so that an answer can only be the proxy's. */
    public static boolean isBeforeTunnel(AsyncExecChain.Scope scope) {
        return scope.route.isTunnelled() && !Boolean.TRUE.equals(scope.clientContext.getAttribute(CONNECTED));
    }
}
