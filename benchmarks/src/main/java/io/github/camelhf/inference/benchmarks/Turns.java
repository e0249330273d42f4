package io.github.camelhf.inference.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/**
 * The component, or another client, under one workload with 16 calls in flight, for as many nanoseconds as it is given at a time, and idle between. Says
 * the calls per second and the processor time in microseconds a call. What goes in and out are classes of Java itself: each of two
 * builds has a class loader of its own.
 */
public final class Turns implements LongFunction<double[]> {

    static final int IN_FLIGHT = 16;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Contestant contestant;

    public Turns(String workload, String address) throws Exception {
        this(ComponentContestant.of(Workload.valueOf(workload), address, IN_FLIGHT));
    }

    Turns(Contestant contestant) {
        this.contestant = contestant;
    }

    @Override
    public double[] apply(long nanos) {
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        InFlight running = InFlight.start(contestant, IN_FLIGHT, taken -> {});
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
            running.stop();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        double calls = running.ended();
        return new double[] {calls / (System.nanoTime() - start) * 1e9, (SYSTEM.getProcessCpuTime() - cpu) / calls / 1e3
        };
    }
}
