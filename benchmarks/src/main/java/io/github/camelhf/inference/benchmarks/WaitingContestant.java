package io.github.camelhf.inference.benchmarks;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** A route whose callers wait for the end of each exchange, a thread for each, as consumers of JMS and Kafka do. */
final class WaitingContestant implements Contestant {

    private final DefaultCamelContext context;
    private final ProducerTemplate template;
    private final ExecutorService threads;
    private final Object body;

    /** @param route from {@code direct:in} */
    WaitingContestant(DefaultCamelContext context, RouteBuilder route, Object body, int inFlight) throws Exception {
        this.context = context;
        this.template = context.createProducerTemplate();
        this.threads = Executors.newFixedThreadPool(inFlight);
        this.body = body;
        context.addRoutes(route);
        context.start();
        template.start();
    }

    /** The component, with further options such as {@code &synchronous=true}. */
    static WaitingContestant component(Workload workload, String address, int inFlight, String options)
            throws Exception {
        return new WaitingContestant(
                new DefaultCamelContext(),
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in").to(ComponentContestant.uri(workload, address, inFlight) + options);
                    }
                },
                workload.body(),
                inFlight);
    }

    @Override
    public void call(Done done) {
        threads.execute(() -> {
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setBody(body);
            template.send("direct:in", exchange);
            done.call(exchange.getException());
        });
    }

    @Override
    public void close() {
        threads.shutdownNow();
        context.stop();
    }
}
