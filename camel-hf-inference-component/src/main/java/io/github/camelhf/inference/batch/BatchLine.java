package io.github.camelhf.inference.batch;

import io.github.camelhf.inference.task.Dialect;
import io.github.camelhf.inference.task.InferenceRequest;
import io.github.camelhf.inference.task.Task;
import io.github.camelhf.inference.transport.WireRequest;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The questions that may share calls, in arrival order. Decides when the next batch leaves. Guarded by {@link Batching}. */
final class BatchLine {

    /**
     * What questions must have in common to share a call: everything that a call says besides its inputs.
     *
     * @param limits as text, because a pattern in them equals no other
     */
    record Key(
            URI uri,
            Map<String, String> headers,
            Map<String, String> given,
            @Nullable String token,
            Task task,
            Dialect dialect,
            @Nullable String model,
            List<String> labels,
            @Nullable Integer topK,
            Map<String, Object> parameters,
            String limits) {

        static Key of(Question question) {
            InferenceRequest request = question.request();
            WireRequest wire = question.wire();
            return new Key(
                    wire.uri(),
                    wire.headers(),
                    wire.given(),
                    wire.token(),
                    request.task(),
                    request.dialect(),
                    request.model(),
                    request.labels(),
                    request.topK(),
                    request.parameters(),
                    wire.limits().toString());
        }

        /** Without the token. */
        @Override
        public String toString() {
            return task + " at " + uri;
        }
    }

    final Key key;
    private final Deque<Member> waiting = new ArrayDeque<>();
    private int items;
    private long bytes;
    private int inFlight;
    private int window;
    private boolean windowOpen;
    private boolean windowPassed;
    private boolean flushed;

    BatchLine(Key key) {
        this.key = key;
    }

    void add(Member member) {
        waiting.add(member);
        items += member.items();
        bytes += member.bytes();
    }

    /**
     * The next batch, null when none may leave. One leaves when nothing is in flight, or when it is full. One whose window has
     * passed leaves half full, but only as the second call: more of these would be spread over ever smaller calls, each as dear
     * to the server as a full one, just when it falls behind.
     */
    @Nullable
    List<Member> take(int size, long maxBytes) {
        boolean full = items >= size || bytes > maxBytes;
        if (waiting.isEmpty() || !(inFlight == 0 || full || flushed || (windowPassed && inFlight == 1))) {
            return null;
        }
        List<Member> batch = new ArrayList<>();
        int batchItems = 0;
        long batchBytes = 0;
        for (Member next = waiting.peek(); next != null; next = waiting.peek()) {
            batchItems += next.items();
            batchBytes += next.bytes();
            if (!batch.isEmpty() && (batchItems > size || batchBytes > maxBytes)) {
                break;
            }
            batch.add(waiting.remove());
            left(next);
        }
        inFlight++;
        windowOpen = false;
        windowPassed = false;
        return batch;
    }

    private void left(Member member) {
        items -= member.items();
        bytes -= member.bytes();
    }

    /** Takes out the questions of one owner. */
    List<Member> takeAll(Object owner) {
        List<Member> taken =
                waiting.stream().filter(member -> member.owner().equals(owner)).toList();
        waiting.removeAll(taken);
        taken.forEach(this::left);
        return taken;
    }

    /** Opens a window for what waits, unless one is open: its number, or 0 for none. */
    int openWindow() {
        if (waiting.isEmpty() || windowOpen) {
            return 0;
        }
        windowOpen = true;
        return ++window;
    }

    /** The window's time is over; of no effect when its batch has left. */
    void passed(int number) {
        windowPassed |= windowOpen && number == window;
    }

    /** What waits, and what comes, leaves at once. */
    void flush() {
        flushed = true;
    }

    /** A batch has become two calls. */
    void halved() {
        inFlight++;
    }

    void ended() {
        inFlight--;
    }

    boolean isIdle() {
        return inFlight == 0 && waiting.isEmpty();
    }

    List<Member> takeAll() {
        List<Member> all = List.copyOf(waiting);
        waiting.clear();
        items = 0;
        bytes = 0;
        return all;
    }
}
