package io.github.camelhf.inference.benchmarks;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A small route in a JVM of its own. Prints the milliseconds from the start of the JVM to the first answer, and after more calls the
 * kilobytes that it has in memory and those of its heap that are in use after a collection.
 */
final class StartProbe {

    private static final int CALLS = 500;

    private StartProbe() {}

    /** Takes the kind of client and the server's address. */
    public static void main(String[] arguments) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(route(arguments[0], arguments[1]));
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            ask(template);
            long first = System.currentTimeMillis()
                    - ManagementFactory.getRuntimeMXBean().getStartTime();
            for (int i = 1; i < CALLS; i++) {
                ask(template);
            }
            System.gc();
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024;
            System.out.println(first + " " + resident() + " " + heap);
        }
        System.exit(0);
    }

    private static void ask(ProducerTemplate template) {
        Exchange answer =
                template.request("direct:in", exchange -> exchange.getMessage().setBody(Workload.W1.body()));
        if (answer.getException() != null) {
            throw new IllegalStateException("a call failed", answer.getException());
        }
    }

    private static RouteBuilder route(String client, String address) {
        if (client.equals(ThroughputTrial.BY_HAND)) {
            return ByHandRoute.json(
                    address,
                    exchange -> exchange.getMessage()
                            .setBody(Workload.W1.question(exchange.getMessage().getBody(String.class))));
        }
        return new RouteBuilder() {
            @Override
            public void configure() {
                if (client.equals(ThroughputTrial.COMPONENT)) {
                    from("direct:in").to("hf-inference:text-embedding?api=pipeline&endpointUrl=" + address);
                } else {
                    from("direct:in").setBody(constant("no call"));
                }
            }
        };
    }

    /** What the operating system counts as this process's own memory. */
    private static long resident() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
