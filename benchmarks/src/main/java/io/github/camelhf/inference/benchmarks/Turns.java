package io.github.camelhf.inference.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The component under one workload with 16 calls in flight, for as many nanoseconds as it is given at a time, and idle between. Says
 * the calls per second and the processor time in microseconds a call. What goes in and out are classes of Java itself: each of two
 * builds has a class loader of its own.
 */
public final class Turns implements LongFunction<double[]> {

    private static final int IN_FLIGHT = 16;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Contestant contestant;
    private final AtomicLong ended = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile CountDownLatch idle = new CountDownLatch(0);
    private volatile boolean stopping;

    public Turns(String workload, String address) throws Exception {
        contestant = ComponentContestant.of(Workload.valueOf(workload), address, IN_FLIGHT);
    }

    @Override
    public double[] apply(long nanos) {
        stopping = false;
        idle = new CountDownLatch(IN_FLIGHT);
        long before = ended.get();
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        for (int i = 0; i < IN_FLIGHT; i++) {
            next();
        }
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
            stopping = true;
            if (!idle.await(30, TimeUnit.SECONDS) || failure.get() != null) {
                throw new IllegalStateException("a call failed or did not end", failure.get());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        double calls = ended.get() - before;
        return new double[] {calls / (System.nanoTime() - start) * 1e9, (SYSTEM.getProcessCpuTime() - cpu) / calls / 1e3
        };
    }

    private void next() {
        contestant.call(problem -> {
            ended.incrementAndGet();
            if (problem != null) {
                failure.set(problem);
            }
            if (stopping || problem != null) {
                idle.countDown();
            } else {
                next();
            }
        });
    }
}
