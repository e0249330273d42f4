package io.github.camelhf.inference.batch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Time passes when the test says so. */
final class ManualTimer implements Timer {

    private record Step(Duration at, Runnable action) {}

    private final Deque<Step> steps = new ArrayDeque<>();
    private Duration now = Duration.ZERO;

    @Override
    public synchronized void after(Duration delay, Runnable step) {
        steps.add(new Step(now.plus(delay), step));
    }

    void pass(Duration time) {
        now = now.plus(time);
        for (Step step :
                steps.stream().filter(each -> each.at().compareTo(now) <= 0).toList()) {
            steps.remove(step);
            step.action().run();
        }
    }
}
