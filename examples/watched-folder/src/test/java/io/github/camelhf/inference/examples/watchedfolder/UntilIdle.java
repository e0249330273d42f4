package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Listens to a run until it has nothing left to do. */
final class UntilIdle implements RunListener {

    private final Map<String, String> left = new ConcurrentHashMap<>();
    private final CountDownLatch done = new CountDownLatch(1);

    void await() throws InterruptedException {
        assertThat(done.await(60, TimeUnit.SECONDS)).as("the run ends").isTrue();
    }

    /** Files that were left in the folder, and why. */
    Map<String, String> left() {
        return left;
    }

    @Override
    public void filed(String name, FileResult result) {}

    @Override
    public void left(String name, String reason) {
        left.put(name, reason);
    }

    @Override
    public void waiting(String reason) {}

    @Override
    public void warned(String warning) {}

    @Override
    public void refused() {}

    @Override
    public void inboxGone() {}

    @Override
    public void idle() {
        done.countDown();
    }
}
