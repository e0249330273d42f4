package io.github.camelhf.inference.examples.jms;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;

/** Looks into each queue right after a route sent a message there: one that is part of a transaction is not to be seen yet. */
final class SeenWhenSent extends EventNotifierSupport {

    private static final String PREFIX = "jms://queue:";

    private final Map<String, Long> counts = new ConcurrentHashMap<>();
    private final Broker broker;

    SeenWhenSent(Broker broker) {
        this.broker = broker;
    }

    /** The messages that others saw, by queue. */
    Map<String, Long> counts() {
        return counts;
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeSentEvent sent) {
            String uri = sent.getEndpoint().getEndpointUri();
            if (uri.startsWith(PREFIX)) {
                String queue = uri.substring(PREFIX.length());
                counts.put(queue, broker.count(queue));
            }
        }
    }

    /** Camel tells of a message that was sent only to those who wanted to know that it is being sent. */
    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeSendingEvent || event instanceof ExchangeSentEvent;
    }
}
