package io.github.camelhf.inference.meters;

import io.github.camelhf.inference.options.CallOptions;
import io.github.camelhf.inference.queue.QueueState.Gate;
import io.github.camelhf.inference.queue.SharedQueues;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The meters of a component, where Micrometer is on the class path and the application has a registry of meters; else there are
 * none. Thread-safe.
 */
public final class ComponentMeters {

    private static final boolean HAS_MICROMETER = hasClass("io.micrometer.core.instrument.MeterRegistry");

    /** How many endpoints a gate of this server's holds back. */
    public interface HeldBack {
        long count(String server, Gate gate);
    }

    private final SharedQueues queues;
    private final HeldBack held;
    private @Nullable MicrometerMeters micrometer;

    public ComponentMeters(SharedQueues queues, HeldBack held) {
        this.queues = queues;
        this.held = held;
    }

    /** Looks for a registry at each start of a producer until there is one: some are made after the component. */
    public synchronized CallMeters of(CamelContext context, CallOptions options) {
        if (HAS_MICROMETER && micrometer == null) {
            // Named only here: the class needs Micrometer.
            micrometer = MicrometerMeters.find(context, queues, held);
        }
        return micrometer == null ? CallMeters.NONE : micrometer.of(options);
    }

    public synchronized void close() {
        if (micrometer != null) {
            micrometer.close();
            micrometer = null;
        }
    }

    private static boolean hasClass(String name) {
        try {
            Class.forName(name, false, ComponentMeters.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
