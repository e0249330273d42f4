package io.github.camelhf.inference.benchmarks;

import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceHelper;

/** The component in a route. */
final class ComponentContestant implements Contestant {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Object body;
    private final AsyncProducer producer;

    ComponentContestant(String uri, Object body) throws Exception {
        this.body = body;
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(uri);
            }
        });
        context.start();
        producer = context.getEndpoint("direct:in").createAsyncProducer();
        ServiceHelper.startService(producer);
    }

    static ComponentContestant of(Workload workload, String address, int inFlight) throws Exception {
        return new ComponentContestant(uri(workload, address, inFlight), workload.body());
    }

    static String uri(Workload workload, String address, int inFlight) {
        String options = switch (workload) {
            case W3, W4 -> "api=pipeline&topK=5";
            case W6 -> "model=any&parameters.max_tokens=100";
            default -> "api=pipeline";
        };
        return "hf-inference:" + workload.mode + "?" + options + "&maxInFlight=" + inFlight + "&endpointUrl=" + address;
    }

    @Override
    public void call(Done done) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        producer.process(exchange, sync -> done.call(exchange.getException()));
    }

    @Override
    public void close() {
        context.stop();
    }
}
