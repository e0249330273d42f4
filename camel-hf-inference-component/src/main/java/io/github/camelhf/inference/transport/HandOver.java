package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.http.OpenCall;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Watches the two moments that tell a request that never left from one that may have: connected, and handed over. */
final class HandOver {

    private HandOver() {}

    static void watch(HttpAsyncClientBuilder builder) {
        builder.addExecInterceptorLast("connected", (request, body, scope, chain, callback) -> {
                    Progress progress = progress(scope.clientContext);
                    if (progress != null) {
                        progress.connected();
                    }
                    chain.proceed(request, body, scope, callback);
                })
                .addRequestInterceptorLast((request, body, context) -> {
                    Progress progress = progress(context);
                    if (progress != null) {
                        progress.handedOver();
                    }
                });
    }

    private static @Nullable Progress progress(HttpContext context) {
        return OpenCall.subject(context) instanceof Progress progress ? progress : null;
    }
}
