package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.error.HfInferenceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Keeps wrong settings, such as a token that is refused, from costing a call for each file: until the first answer one file
 * asks at a time, and after three refusals in a row none does for a while. Thread-safe; those who wait hold no thread.
 */
final class Refusals {

    private static final int ENOUGH = 3;

    private final Duration pause;
    private final Clock clock;
    private final Runnable whenEnough;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean answered;
    private boolean asking;
    private int inARow;
    private @Nullable HfInferenceException last;
    private Instant closedUntil = Instant.MIN;

    /**
     * @param pause after too many refusals
     * @param whenEnough called at each beginning of a pause
     */
    Refusals(Duration pause, Clock clock, Runnable whenEnough) {
        this.pause = pause;
        this.clock = clock;
        this.whenEnough = whenEnough;
    }

    /** The last refusal, during a pause. */
    synchronized Optional<HfInferenceException> pausing() {
        return clock.instant().isBefore(closedUntil) ? Optional.ofNullable(last) : Optional.empty();
    }

    /**
     * Asks to ask.
     *
     * @param later called when this may have changed, to ask once more; only if this returns false
     * @return whether the caller may ask now and has to say how it {@link #ended}
     */
    synchronized boolean mayAsk(Runnable later) {
        if (answered || !asking) {
            asking = true;
            return true;
        }
        waiting.add(later);
        return false;
    }

    /** The server refused a file for a reason that holds for each. */
    void refused(HfInferenceException refusal) {
        boolean enough;
        List<Runnable> next;
        synchronized (this) {
            last = refusal;
            inARow++;
            answered = false;
            enough = inARow >= ENOUGH && pausing().isEmpty();
            if (enough) {
                closedUntil = clock.instant().plus(pause);
                // Behind the pause one more is enough.
                inARow = ENOUGH - 1;
            }
            next = next(enough);
        }
        next.forEach(Runnable::run);
        if (enough) {
            whenEnough.run();
        }
    }

    /**
     * A call ended in another way.
     *
     * @param sent whether the server had its say: a picture that is not sent says nothing about it
     */
    void ended(boolean sent) {
        List<Runnable> next;
        synchronized (this) {
            if (sent) {
                answered = true;
                inARow = 0;
            }
            next = next(sent);
        }
        next.forEach(Runnable::run);
    }

    private List<Runnable> next(boolean all) {
        asking = false;
        List<Runnable> next = new ArrayList<>();
        while (!waiting.isEmpty() && (all || next.isEmpty())) {
            next.add(waiting.remove());
        }
        return next;
    }
}
