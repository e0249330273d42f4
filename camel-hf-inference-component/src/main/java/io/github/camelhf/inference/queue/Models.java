package io.github.camelhf.inference.queue;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The models that are asked for, and those whose delay is not over yet: a route that names its model in each message must not leave
 * one behind for every model. Guarded by the {@link CallQueue}.
 */
final class Models {

    private final Map<URI, ModelState> all = new HashMap<>();
    private long nextToForget = Long.MAX_VALUE;

    /** The model with one user more. */
    ModelState use(URI model) {
        ModelState used = all.computeIfAbsent(model, ModelState::new);
        used.users++;
        return used;
    }

    /** An endpoint asks for one model, and no longer for the one before; for none when it goes. */
    void asks(Lane lane, @Nullable ModelState model, long now) {
        ModelState before = lane.asked;
        if (before != model) {
            lane.asked = model;
            if (model != null) {
                model.users++;
            }
            if (before != null) {
                leave(before, now);
            }
        }
    }

    /** One user of a model fewer. One that nobody asks for is not kept longer than its delay. */
    void leave(ModelState model, long now) {
        model.users--;
        if (model.users == 0) {
            if (now >= model.keptUntil()) {
                all.remove(model.model, model);
            } else {
                nextToForget = Math.min(nextToForget, model.keptUntil());
            }
        }
    }

    /** When the next one may be forgotten although nothing happens. */
    long nextToForget() {
        return nextToForget;
    }

    /** Forgets the models that nobody asks for and whose delay is over. */
    void sweep(long now) {
        if (now >= nextToForget) {
            all.values().removeIf(model -> model.users == 0 && now >= model.keptUntil());
            nextToForget = all.values().stream()
                    .filter(model -> model.users == 0)
                    .mapToLong(ModelState::keptUntil)
                    .min()
                    .orElse(Long.MAX_VALUE);
        }
    }

    int size() {
        return all.size();
    }
}
