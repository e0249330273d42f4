package io.github.camelhf.inference.fault;

import io.github.camelhf.inference.HfInferenceEndpoint;
import io.github.camelhf.inference.emulator.ErrorShape;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Mixed faults for as long as one likes: every message accounted for, constant heap. Run by soak.sh. */
final class Soak {

    private static final int OPEN = 64;
    private static final long MEGABYTE = 1024 * 1024;

    /** What the heap may vary by between an early and a late minute: caches and pools of both sides. */
    private static final long TOLERANCE = 16 * MEGABYTE;

    private static final List<Fault> FAULTS = List.of(
            Fault.modelLoading(0.05),
            Fault.rateLimited(Duration.ZERO),
            Fault.rateLimitWindow(Duration.ZERO),
            Fault.overloaded(),
            Fault.badGateway(),
            Fault.outOfMemory(),
            Fault.unprocessable(),
            Fault.tooLarge(),
            Fault.error(500, ErrorShape.HTML, "broken"),
            Fault.malformedJson(),
            Fault.slow(Duration.ofMillis(30)),
            Fault.slow(Duration.ofMillis(400)),
            Fault.resetAfterHead(),
            Fault.resetBeforeAnswer(),
            Fault.resetMidAnswer(),
            Fault.closeBeforeAnswer(),
            Fault.truncatedAnswer(),
            Fault.truncatedChunk(),
            Fault.garbage());

    private final LongAdder sent = new LongAdder();
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Semaphore room = new Semaphore(OPEN);
    private final Random random = new Random(20_261_120);
    private long firstHeap;

    private Soak() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws Exception {
        double minutes = arguments.length == 0 ? 30 : Double.parseDouble(arguments[0]);
        boolean good = new Soak().run(Duration.ofMillis(Math.round(minutes * 60_000)));
        System.out.println(good ? "passed" : "FAILED");
        System.exit(good ? 0 : 1);
    }

    private boolean run(Duration time) throws Exception {
        try (InferenceEmulator emulator = InferenceEmulator.builder().start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            String uri = "hf-inference:text-embedding?api=multimodal&requestTimeout=300&maxInFlight=32&endpointUrl="
                    + emulator.url();
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    onException(InferenceUnavailableException.class)
                            .maximumRedeliveries(3)
                            .redeliveryDelay(5)
                            .logRetryAttempted(false)
                            .logExhausted(false)
                            .asyncDelayedRedelivery();
                    errorHandler(defaultErrorHandler().logExhausted(false));
                    from("direct:in").to(uri);
                }
            });
            context.start();
            HfInferenceEndpoint endpoint = context.getEndpoint(uri, HfInferenceEndpoint.class);
            boolean good = send(time, emulator, context.createProducerTemplate(), endpoint);
            good &= room.tryAcquire(OPEN, 60, TimeUnit.SECONDS);
            // A connection is closed a moment after its call has ended.
            for (int i = 0; i < 50 && endpoint.getConnectionsInUse() > 0; i++) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            good &= report("end", endpoint);
            return good
                    && sent.sum() == succeeded.sum() + failed.sum()
                    && endpoint.getInFlight() == 0
                    && endpoint.getWaiting() == 0
                    && endpoint.getConnectionsInUse() == 0;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // its end is counted
    private boolean send(
            Duration time, InferenceEmulator emulator, ProducerTemplate template, HfInferenceEndpoint endpoint)
            throws InterruptedException {
        long start = System.nanoTime();
        long nextReport =
                start + Math.min(time.toNanos() / 4, Duration.ofMinutes(1).toNanos());
        boolean good = true;
        while (System.nanoTime() - start < time.toNanos()) {
            room.acquire();
            if (random.nextInt(4) == 0) {
                emulator.fault(FAULTS.get(random.nextInt(FAULTS.size())));
            }
            sent.increment();
            template.asyncSend("direct:in", exchange -> exchange.getMessage().setBody("text " + sent.sum()))
                    .whenComplete((exchange, failure) -> {
                        (failure == null && exchange.getException() == null ? succeeded : failed).increment();
                        room.release();
                    });
            if (System.nanoTime() >= nextReport) {
                // Also forgets the recorded requests, which would otherwise be what grows.
                emulator.reset();
                good &= report((System.nanoTime() - start) / 1_000_000_000 + " s", endpoint);
                nextReport += Math.min(time.toNanos() / 4, Duration.ofMinutes(1).toNanos());
            } else if (sent.sum() % 2000 == 0) {
                emulator.reset();
            }
        }
        emulator.reset();
        return good;
    }

    @SuppressWarnings("SystemOut")
    private boolean report(String when, HfInferenceEndpoint endpoint) {
        System.gc();
        long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        System.out.printf(
                Locale.ROOT,
                "%6s: sent %d = succeeded %d + failed %d + open %d; wire attempts %d; gate %s, allowed %d; connections in use %d; threads %d, heap %.1f MB%n",
                when,
                sent.sum(),
                succeeded.sum(),
                failed.sum(),
                sent.sum() - succeeded.sum() - failed.sum(),
                endpoint.getSent(),
                endpoint.getGate(),
                endpoint.getAllowedInFlight(),
                endpoint.getConnectionsInUse(),
                Thread.activeCount(),
                heap / (double) MEGABYTE);
        if (firstHeap == 0) {
            firstHeap = heap;
        }
        return heap < firstHeap + TOLERANCE;
    }
}
