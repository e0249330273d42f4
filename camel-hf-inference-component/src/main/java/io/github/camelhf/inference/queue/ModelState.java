package io.github.camelhf.inference.queue;

import io.github.camelhf.inference.error.HfInferenceException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is known of one model while calls ask for it. Guarded by its {@link CallQueue}. */
final class ModelState {

    /** A model that has answered within this time is loaded: what it refuses now it refuses for another reason. */
    private static final long RECENT = Duration.ofMinutes(1).toNanos();

    final URI model;
    final LoadingGate gate = new LoadingGate();
    final AdaptiveLimit limit = new AdaptiveLimit();

    /** Its open calls that gates and limit hold. */
    int running;

    /** Lines of it, and endpoints that asked for it last. */
    int users;

    /** What closed its gate last. */
    @Nullable
    HfInferenceException refusal;

    private boolean answered;
    private long lastAnswer;

    ModelState(URI model) {
        this.model = model;
    }

    void succeeded(long now) {
        answered = true;
        lastAnswer = now;
    }

    boolean hasAnsweredOfLate(long now) {
        return answered && now - lastAnswer < RECENT;
    }

    /** Until when it has to be remembered although nobody asks for it. */
    long keptUntil() {
        return gate.isOpen() ? Long.MIN_VALUE : gate.admitsAt(false);
    }
}
