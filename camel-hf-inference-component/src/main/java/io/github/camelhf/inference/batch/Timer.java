package io.github.camelhf.inference.batch;

import java.time.Duration;

/** Runs a short step once, later. */
@FunctionalInterface
public interface Timer {

    /** May be called from any thread; nothing is cancelled, so a step has to find out whether it is still wanted. */
    void after(Duration delay, Runnable step);
}
