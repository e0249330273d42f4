package io.github.camelhf.inference.queue;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The ways through a {@link CallQueue}, which guards them, by the endpoint whose they are. */
final class Lanes {

    private final Map<Object, Lane> all = new HashMap<>();
    private int widest = 1;

    /** The endpoint's way with one user more. */
    Lane use(Object endpoint, Supplier<Lane> missing) {
        Lane lane = all.computeIfAbsent(endpoint, none -> missing.get());
        lane.users.incrementAndGet();
        widest = Math.max(widest, lane.terms().maxInFlight());
        return lane;
    }

    @Nullable
    Lane of(Object endpoint) {
        return all.get(endpoint);
    }

    /** Whether it was there and nobody uses it any more. */
    boolean removeIfOver(Lane lane) {
        boolean removed = lane.isOver() && all.values().remove(lane);
        if (removed) {
            widest = all.values().stream()
                    .mapToInt(left -> left.terms().maxInFlight())
                    .max()
                    .orElse(1);
        }
        return removed;
    }

    /** As many calls as the target may have open: what the widest of its endpoints allows. */
    int widest() {
        return widest;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }
}
