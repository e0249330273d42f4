package io.github.camelhf.inference.fault;

import io.github.camelhf.inference.ComponentState;
import io.github.camelhf.inference.HfInferenceComponent;
import io.github.camelhf.inference.HfInferenceEndpoint;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * Mixed faults under mixed routes for as long as one likes, while one of the routes is stopped and started: every message accounted
 * for, nothing left open, constant heap. Run by soak.sh.
 */
final class Soak implements AutoCloseable {

    private static final long MEGABYTE = 1024 * 1024;

    /** What the heap may vary by between an early and a late minute: caches and pools of both sides. */
    private static final long TOLERANCE = 16 * MEGABYTE;

    /** Of the component when nothing is under way; the pool for routes has ten, two clients have three each. */
    private static final int THREADS = 20;

    private static final Duration BETWEEN_RESTARTS = Duration.ofSeconds(3);

    private final InferenceEmulator emulator;
    private final SoakPictures pictures;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ProducerTemplate second = context.createProducerTemplate();
    private final HfInferenceEndpoint texts;
    private final List<SoakLoad> loads;
    private long attempts;
    private long restarts;
    private long firstHeap;
    private boolean good = true;

    private Soak() throws Exception {
        emulator = InferenceEmulator.builder().start();
        pictures = new SoakPictures(emulator);
        SoakRoutes routes = new SoakRoutes(emulator.url(), second);
        // That each restart cuts messages off is meant.
        Configurator.setLevel("org.apache.camel.impl.engine.DefaultShutdownStrategy", Level.ERROR);
        context.addRoutes(routes);
        context.start();
        texts = context.getEndpoint(routes.texts(), HfInferenceEndpoint.class);
        loads = List.of(
                load("texts", 32, false),
                load("targets", 32, false),
                load("breaker", 12, false),
                load("bean", 12, false),
                load("held", 12, false),
                load("downloads", 16, true),
                load("transacted", 8, true),
                load("restarted", 16, true));
    }

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws Exception {
        double minutes = arguments.length == 0 ? 30 : Double.parseDouble(arguments[0]);
        boolean good;
        try (Soak soak = new Soak()) {
            good = soak.run(Duration.ofMillis(Math.round(minutes * 60_000)));
        }
        System.out.println(good ? "passed" : "FAILED");
        System.exit(good ? 0 : 1);
    }

    private SoakLoad load(String route, int open, boolean ofPictures) {
        Random chance = new Random(route.hashCode());
        return new SoakLoad(context, route, open, exchange -> {
            if (chance.nextInt(4) == 0) {
                emulator.fault(SoakFaults.any(chance));
            }
            exchange.getMessage().setBody(ofPictures ? pictures.any(chance) : "text " + chance.nextInt());
            exchange.getMessage().setHeader(SoakRoutes.TARGET, chance.nextInt(SoakRoutes.TARGETS));
        });
    }

    private boolean run(Duration time) throws Exception {
        loads.forEach(SoakLoad::start);
        long start = System.nanoTime();
        long step = Math.min(time.toNanos() / 4, Duration.ofMinutes(1).toNanos());
        long nextReport = start + step;
        while (System.nanoTime() - start < time.toNanos()) {
            TimeUnit.NANOSECONDS.sleep(BETWEEN_RESTARTS.toNanos());
            restart();
            forget();
            if (System.nanoTime() >= nextReport) {
                report((System.nanoTime() - start) / 1_000_000_000 + " s");
                loads.forEach(load -> check(load.moves(), "nothing has ended since the last report of " + load));
                nextReport += step;
            }
        }
        end();
        return good;
    }

    private void restart() throws Exception {
        context.getRouteController().stopRoute("restarted", 200, TimeUnit.MILLISECONDS);
        context.getRouteController().startRoute("restarted");
        restarts++;
    }

    /** What the servers have recorded would otherwise be what grows. */
    private void forget() {
        attempts += emulator.requests().size();
        emulator.reset();
        pictures.forget();
    }

    @SuppressWarnings("SystemOut")
    private void end() throws Exception {
        loads.forEach(SoakLoad::end);
        for (SoakLoad load : loads) {
            boolean ended = load.awaitGoodEnd();
            System.out.println("        " + load);
            check(ended, "bad end of " + load.route + " " + load.unexpected.keySet());
        }
        forget();
        HfInferenceComponent component = ComponentState.of(context);
        awaited("calls in flight", () -> component.getInFlight() == 0);
        awaited("calls waiting", () -> component.getWaiting() == 0);
        // A connection is closed a moment after its call has ended.
        awaited("connections in use", () -> texts.getConnectionsInUse() == 0);
        awaited("connections of downloads", () -> pictures.open().isEmpty());
        awaited("queues nobody uses", () -> ComponentState.queues(context) <= ComponentState.liveProducers(context));
        awaited("threads", () -> ComponentState.threads() <= THREADS);
        report("end");
        second.close();
        context.getRouteController().stopAllRoutes();
        awaited(
                "queues of stopped routes",
                () -> ComponentState.queues(context) <= ComponentState.liveProducers(context));
        System.out.println("        producers that toD never stopped: " + ComponentState.liveProducers(context));
    }

    private void awaited(String what, BooleanSupplier gone) throws InterruptedException {
        for (int i = 0; i < 600 && !gone.getAsBoolean(); i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        check(gone.getAsBoolean(), what + " are left");
    }

    @SuppressWarnings("SystemOut")
    private void report(String when) {
        System.gc();
        long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        HfInferenceComponent component = ComponentState.of(context);
        System.out.printf(
                Locale.ROOT,
                "%6s: sent %d = succeeded %d + failed %d + open %d; wire attempts %d; restarts %d; in flight %d, waiting %d, connections in use %d, queues %d of %d live producers, threads %d of %d, heap %.1f MB%n",
                when,
                sum(load -> load.sent.sum()),
                sum(load -> load.succeeded.sum()),
                sum(load -> load.failed.sum()),
                sum(SoakLoad::open),
                attempts,
                restarts,
                component.getInFlight(),
                component.getWaiting(),
                texts.getConnectionsInUse(),
                ComponentState.queues(context),
                ComponentState.liveProducers(context),
                ComponentState.threads(),
                Thread.activeCount(),
                heap / (double) MEGABYTE);
        if (firstHeap == 0) {
            firstHeap = heap;
        }
        check(heap < firstHeap + TOLERANCE, "the heap has grown");
    }

    private long sum(ToLongFunction<SoakLoad> number) {
        return loads.stream().mapToLong(number).sum();
    }

    @SuppressWarnings("SystemOut")
    private void check(boolean right, Object otherwise) {
        if (!right) {
            good = false;
            System.out.println("WRONG: " + otherwise);
        }
    }

    @Override
    public void close() throws IOException {
        context.close();
        pictures.close();
        emulator.close();
    }
}
