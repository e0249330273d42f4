package io.github.camelhf.inference;

import io.github.camelhf.inference.batch.Asker;
import io.github.camelhf.inference.batch.Batching;
import io.github.camelhf.inference.batch.SingleAsker;
import io.github.camelhf.inference.options.CallOptions;
import io.github.camelhf.inference.queue.Lane;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How the calls of a producer go out: its lane of the queue, and the batches that it shares. There until the producer has stopped and
 * the last message that came before is over, whether that one is still being read, waits, or is on the wire. Thread-safe.
 */
final class CallWay {

    private final Lane lane;
    private final Asker alone;
    private final Asker joined;
    private final Runnable end;

    /** The producer and each message under way. */
    private final AtomicInteger users = new AtomicInteger(1);

    private CallWay(Lane lane, Asker alone, Asker joined, Runnable end) {
        this.lane = lane;
        this.alone = alone;
        this.joined = joined;
        this.end = end;
    }

    static CallWay open(HfInferenceComponent component, HfInferenceEndpoint endpoint, CallOptions options) {
        Lane lane = component.lane(options, endpoint);
        Asker alone = new SingleAsker(lane);
        Batching batching = options.batches().isOn() ? batching(component, endpoint, options) : null;
        Asker joined = batching == null ? alone : batching.of(alone);
        return new CallWay(lane, alone, joined, () -> close(component, options, lane, batching));
    }

    /** Shared with other producers, so the calls in it are nobody's in particular. */
    private static Batching batching(
            HfInferenceComponent component, HfInferenceEndpoint endpoint, CallOptions options) {
        Object user = endpoint.wayOf(options);
        return component
                .batches()
                .use(
                        options.batch(),
                        () -> component.lane(options, user),
                        shared -> new Batching(
                                new SingleAsker(shared),
                                options.batches(),
                                component.threads().windows(),
                                component.threads().completion()));
    }

    private static void close(
            HfInferenceComponent component, CallOptions options, Lane lane, @Nullable Batching batching) {
        if (batching != null) {
            component.batches().leave(options.batch(), batching);
        }
        lane.leave();
    }

    Lane lane() {
        return lane;
    }

    /** Each call for itself. */
    Asker alone() {
        return alone;
    }

    /** With those of other messages, where the options say so. */
    Asker joined() {
        return joined;
    }

    /** Another message goes this way; false when it has been closed. */
    boolean take() {
        int now = users.get();
        while (now > 0) {
            if (users.compareAndSet(now, now + 1)) {
                return true;
            }
            now = users.get();
        }
        return false;
    }

    /** A message is over, or the producer stops. */
    void leave() {
        if (users.decrementAndGet() == 0) {
            end.run();
        }
    }
}
