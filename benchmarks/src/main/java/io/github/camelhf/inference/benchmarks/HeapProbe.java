package io.github.camelhf.inference.benchmarks;

import java.io.File;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** One call with one large file, in a JVM whose heap is bounded from outside: exit code 0 when it was answered. */
final class HeapProbe {

    private HeapProbe() {}

    /** Takes the kind of client, the server's address and the file. */
    public static void main(String[] arguments) {
        boolean answered = false;
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(route(arguments[0].equals("component"), arguments[1]));
            context.start();
            Exchange answer = context.createFluentProducerTemplate()
                    .to("direct:in")
                    .withBody(new File(arguments[2]))
                    .send();
            answered = answer.getException() == null;
        } catch (Exception | OutOfMemoryError e) {
            System.err.println(e);
        }
        System.exit(answered ? 0 : 1);
    }

    private static RouteBuilder route(boolean component, String address) {
        if (!component) {
            return ByHandRoute.json(address, HeapProbe::toMap);
        }
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .to("hf-inference:image-classification?api=pipeline&topK=5&maxRequestSize=1GB&endpointUrl="
                                + address);
            }
        };
    }

    private static void toMap(Exchange exchange) throws Exception {
        byte[] bytes =
                Files.readAllBytes(exchange.getMessage().getBody(File.class).toPath());
        exchange.getMessage()
                .setBody(Map.of("inputs", Base64.getEncoder().encodeToString(bytes), "parameters", Map.of("top_k", 5)));
    }
}
