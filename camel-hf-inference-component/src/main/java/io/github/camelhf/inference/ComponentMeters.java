package io.github.camelhf.inference;

import io.github.camelhf.inference.options.CallOptions;
import org.jspecify.annotations.Nullable;

/**
 * The meters of a component, where Micrometer is on the class path and the application has a registry of meters; else there are
 * none. Thread-safe.
 */
final class ComponentMeters {

    private static final boolean HAS_MICROMETER = hasClass("io.micrometer.core.instrument.MeterRegistry");

    private final HfInferenceComponent component;
    private @Nullable MicrometerMeters micrometer;

    ComponentMeters(HfInferenceComponent component) {
        this.component = component;
    }

    /** Looks for a registry at each start of a producer until there is one: some are made after the component. */
    synchronized CallMeters of(CallOptions options) {
        if (HAS_MICROMETER && micrometer == null) {
            // Named only here: the class needs Micrometer.
            micrometer = MicrometerMeters.find(component);
        }
        return micrometer == null ? CallMeters.NONE : micrometer.of(options);
    }

    synchronized void close() {
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
