package io.github.camelhf.inference.benchmarks;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** The route that people write without the component: base64 and a Map in a processor, camel-jackson, camel-http. */
final class ByHandRoute {

    private ByHandRoute() {}

    /** @param pool connections, null for what camel-http starts with */
    static Contestant of(Workload workload, String address, int inFlight, @Nullable Integer pool) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        if (pool != null) {
            HttpComponent http = context.getComponent("http", HttpComponent.class);
            http.setMaxTotalConnections(pool);
            http.setConnectionsPerRoute(pool);
        }
        RouteBuilder route = workload.isText() || workload.isBase64()
                ? json(address, exchange -> toMap(workload, exchange))
                : raw(address);
        return new WaitingContestant(context, route, workload.body(), inFlight);
    }

    /** @param toMap makes a Map of the message's body */
    static RouteBuilder json(String address, Processor toMap) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .process(toMap)
                        .marshal()
                        .json()
                        .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
                        .to(address)
                        .unmarshal()
                        .json();
            }
        };
    }

    private static void toMap(Workload workload, Exchange exchange) {
        if (!workload.isBase64()) {
            exchange.getMessage()
                    .setBody(workload.question(exchange.getMessage().getBody(String.class)));
            return;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        byte[] bytes = exchange.getMessage().getBody(byte[].class);
        map.put("inputs", Base64.getEncoder().encodeToString(bytes));
        map.put("parameters", Map.of("top_k", 5));
        exchange.getMessage().setBody(map);
    }

    private static RouteBuilder raw(String address) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .setHeader(Exchange.CONTENT_TYPE, constant("image/jpeg"))
                        .to(address)
                        .unmarshal()
                        .json();
            }
        };
    }
}
