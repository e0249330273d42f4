package io.github.camelhf.inference.message;

import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.camel.Channel;
import org.apache.camel.Exchange;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.processor.errorhandler.ErrorHandlerSupport;
import org.apache.camel.processor.errorhandler.ExceptionPolicy;
import org.apache.camel.processor.errorhandler.RedeliveryErrorHandler;
import org.apache.camel.processor.errorhandler.RedeliveryPolicy;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long the route itself would wait before its next attempt. A delay in the header replaces that of the route's policy, so a
 * server's hint that is shorter would cancel its back-off: Camel tells nobody the delay, so it is worked out here the same way. Source:
 * camel-core-processor 4.18.0 (RedeliveryErrorHandler, RedeliveryPolicy), read 2026-11-26.
 */
final class RedeliveryPause {

    private static final Logger LOG = LoggerFactory.getLogger(RedeliveryPause.class);

    /** The route's own delay before the last attempt: a back-off grows from it. */
    private static final String LAST = "CamelHfInferenceRedeliveryPause";

    /** A route's first step stands far nearer to its start. */
    private static final int MOST_STEPS = 100;

    private RedeliveryPause() {}

    /** Milliseconds until the route's next attempt after this failure, 0 when nothing is known of one. */
    static long next(Exchange exchange, Throwable failure) {
        try {
            long delay = delay(exchange, failure);
            exchange.setProperty(LAST, delay);
            return delay;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            // Another Camel may keep its policies elsewhere: then the server's hint stands as it is.
            LOG.debug("The redelivery delay of the route cannot be found out: {}", e.toString());
            return 0;
        }
    }

    static void forget(Exchange exchange) {
        exchange.removeProperty(LAST);
    }

    private static long delay(Exchange exchange, Throwable failure) throws ReflectiveOperationException {
        RedeliveryErrorHandler handler = handler(exchange);
        if (handler == null) {
            return 0;
        }
        RedeliveryPolicy usual = handler.getRedeliveryPolicy();
        ExceptionPolicy special = policy(handler, exchange, failure);
        RedeliveryPolicy policy = special == null
                ? usual
                : special.createRedeliveryPolicy(exchange.getContext(), usual == null ? new RedeliveryPolicy() : usual);
        int attempt = exchange.getIn().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class) + 1;
        return policy == null
                ? 0
                : policy.calculateRedeliveryDelay(
                        attempt == 1 ? 0L : exchange.getProperty(LAST, 0L, Long.class), attempt);
    }

    /** Of the route in which the call stands; where that one leaves its errors to its caller, of the route where the message came in. */
    private static @Nullable RedeliveryErrorHandler handler(Exchange exchange) {
        Route here = ExchangeHelper.getRoute(exchange);
        RedeliveryErrorHandler handler = here == null ? null : handler(here);
        if (handler != null || exchange.getFromRouteId() == null) {
            return handler;
        }
        Route origin = exchange.getContext().getRoute(exchange.getFromRouteId());
        return origin == null ? null : handler(origin);
    }

    /** A condition of {@code onException} may look at the exception, which Camel puts there first. */
    private static @Nullable ExceptionPolicy policy(
            RedeliveryErrorHandler handler, Exchange exchange, Throwable failure) throws ReflectiveOperationException {
        Object before = exchange.getProperty(Exchange.EXCEPTION_CAUGHT);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
        try {
            return Lookup.policy(handler, exchange, failure);
        } finally {
            if (before == null) {
                exchange.removeProperty(Exchange.EXCEPTION_CAUGHT);
            } else {
                exchange.setProperty(Exchange.EXCEPTION_CAUGHT, before);
            }
        }
    }

    /** All steps of a route have an error handler of the same kind. */
    private static @Nullable RedeliveryErrorHandler handler(Route route) {
        Deque<Navigate<Processor>> open = new ArrayDeque<>(List.of(route.navigate()));
        for (int step = 0; step < MOST_STEPS && !open.isEmpty(); step++) {
            Navigate<Processor> next = open.remove();
            if (next instanceof Channel channel && channel.getErrorHandler() instanceof RedeliveryErrorHandler found) {
                return found;
            }
            for (Processor processor : next.hasNext() ? next.next() : List.<Processor>of()) {
                if (processor instanceof Navigate<?> more) {
                    @SuppressWarnings("unchecked") // of processors, all of them
                    Navigate<Processor> inner = (Navigate<Processor>) more;
                    open.add(inner);
                }
            }
        }
        return null;
    }

    /** Camel's own choice among the route's {@code onException}, which it does not show. */
    private static final class Lookup {
        private static final Method METHOD = method();

        private static Method method() {
            try {
                Method method = ErrorHandlerSupport.class.getDeclaredMethod(
                        "getExceptionPolicy", Exchange.class, Throwable.class);
                method.setAccessible(true);
                return method;
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("this Camel chooses its policies in another way", e);
            }
        }

        static @Nullable ExceptionPolicy policy(RedeliveryErrorHandler handler, Exchange exchange, Throwable failure)
                throws ReflectiveOperationException {
            return (ExceptionPolicy) METHOD.invoke(handler, exchange, failure);
        }
    }
}
