package io.github.camelhf.inference;

import java.util.function.Consumer;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.RouteStoppedEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * Tells of each route that has stopped. A producer's own stop says nothing of it: {@code toD} also stops those that it has not used
 * for a while, and their calls have to go on.
 */
final class StoppedRoutes extends EventNotifierSupport {

    private final Consumer<String> listener;

    /** @param listener told the route's id, on the thread that stops it */
    StoppedRoutes(Consumer<String> listener) {
        this.listener = listener;
        // Camel makes events of exchanges only if somebody asks for them.
        setIgnoreExchangeEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreCamelContextEvents(true);
        setIgnoreServiceEvents(true);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof RouteStoppedEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof RouteStoppedEvent stopped) {
            listener.accept(stopped.getRoute().getRouteId());
        }
    }
}
