package io.github.camelhf.inference.examples.watchedfolder.progress;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * How many files a second come to an end, over the last half minute: a model that took long to load must not spoil the
 * estimate for the rest. Not thread-safe.
 */
final class Pace {

    private static final Duration WINDOW = Duration.ofSeconds(30);

    /** Below that, the first few files would make a wild guess. */
    private static final Duration LEAST = Duration.ofMillis(500);

    private final Deque<Sample> samples = new ArrayDeque<>();

    /**
     * Notes how many files have ended.
     *
     * @param elapsed since the start; never less than before
     */
    void note(long done, Duration elapsed) {
        Sample last = samples.peekLast();
        // Ten a second are enough, and keep the memory small.
        if (last != null && elapsed.minus(last.at()).toMillis() < 100) {
            samples.removeLast();
            if (samples.isEmpty()) {
                samples.add(last);
                return;
            }
        }
        samples.add(new Sample(done, elapsed));
        while (samples.size() > 2 && samples.getFirst().at().compareTo(elapsed.minus(WINDOW)) < 0) {
            samples.removeFirst();
        }
    }

    /** Files a second; nothing while it is too early to say. */
    Optional<Double> perSecond() {
        if (samples.size() < 2) {
            return Optional.empty();
        }
        Duration time = samples.getLast().at().minus(samples.getFirst().at());
        long files = samples.getLast().done() - samples.getFirst().done();
        return files == 0 || time.compareTo(LEAST) < 0
                ? Optional.empty()
                : Optional.of(files * 1000.0 / time.toMillis());
    }

    private record Sample(long done, Duration at) {}
}
