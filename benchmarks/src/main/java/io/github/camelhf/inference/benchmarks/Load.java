package io.github.camelhf.inference.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Keeps a fixed number of calls in flight and measures them. */
final class Load {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private volatile Latencies latencies = new Latencies();

    private Load() {}

    /** How a run is timed. */
    record Times(Duration warmUp, Duration measured) {}

    /** What a contestant's constructor may throw. */
    interface Starter {
        Contestant start() throws Exception;
    }

    static Measurement run(Starter starter, int inFlight, Times times) throws Exception {
        Set<Long> before = threads();
        System.gc(); // what the one before left
        try (Contestant contestant = starter.start()) {
            return new Load().measure(contestant, inFlight, times, before);
        }
    }

    private Measurement measure(Contestant contestant, int inFlight, Times times, Set<Long> before)
            throws InterruptedException {
        InFlight running = InFlight.start(contestant, inFlight, nanos -> latencies.add(nanos));
        pause(times.warmUp());
        latencies = new Latencies();
        long calls = running.ended();
        long cpu = SYSTEM.getProcessCpuTime();
        Map<Long, Long> bytes = allocated();
        long start = System.nanoTime();
        pause(times.measured());
        double seconds = (System.nanoTime() - start) / 1e9;
        calls = running.ended() - calls;
        cpu = SYSTEM.getProcessCpuTime() - cpu;
        long allocated = allocatedSince(bytes);
        Set<Long> threads = threads();
        threads.removeAll(before);
        running.stop();
        return new Measurement(
                calls / seconds,
                cpu / 1e6 / calls * 1000,
                (double) allocated / calls,
                latencies.millis(0.5),
                latencies.millis(0.99),
                threads.size());
    }

    private static Set<Long> threads() {
        return LongStream.of(THREADS.getAllThreadIds()).boxed().collect(Collectors.toSet());
    }

    private static void pause(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    private static Map<Long, Long> allocated() {
        Map<Long, Long> allocated = new HashMap<>();
        long[] ids = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            allocated.put(ids[i], bytes[i]);
        }
        return allocated;
    }

    /** A thread that has ended since counts for nothing, rather than for less than that. */
    private static long allocatedSince(Map<Long, Long> before) {
        long sum = 0;
        for (Map.Entry<Long, Long> now : allocated().entrySet()) {
            sum += Math.max(0, now.getValue() - Math.max(0, before.getOrDefault(now.getKey(), 0L)));
        }
        return sum;
    }
}
