package io.github.camelhf.inference;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** A Camel context for one test: calls the component through a route without retries and without stream caching. */
public final class RouteCalls implements AutoCloseable {

    public final DefaultCamelContext context = new DefaultCamelContext();

    public RouteCalls() {
        context.setStreamCaching(false);
        context.start();
    }

    /** Looks names up in this way instead of the system's. */
    public RouteCalls resolving(String host, String literal) {
        context.getComponent("hf-inference", HfInferenceComponent.class)
                .downloadWith(
                        name -> {
                            if (!name.equals(host)) {
                                throw new UnknownHostException(name);
                            }
                            return new InetAddress[] {InetAddress.getByName(literal)};
                        },
                        null);
        return this;
    }

    /** Sends a message to {@code hf-inference:} and the rest of its URI. */
    public Exchange call(String uri, Consumer<Exchange> message) throws Exception {
        String start = "direct:" + uri.hashCode();
        if (context.hasEndpoint(start) == null) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from(start).to("hf-inference:" + uri);
                }
            });
        }
        Exchange exchange = new DefaultExchange(context);
        message.accept(exchange);
        return context.createProducerTemplate().send(start, exchange);
    }

    public Exchange call(String uri, Object body) throws Exception {
        return call(uri, exchange -> exchange.getMessage().setBody(body));
    }

    @Override
    public void close() {
        context.stop();
    }
}
