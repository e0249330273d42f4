package io.github.camelhf.inference.http;

/** Whether most of the last steps were long. A hint, so a lost update does no harm. */
final class RecentSteps {

    private static final int MOST = 32;

    private volatile int slowness;

    void ended(boolean slow) {
        int before = slowness;
        int after = slow ? Math.min(MOST, before + 1) : Math.max(0, before - 1);
        if (after != before) {
            slowness = after;
        }
    }

    boolean areMostlyLong() {
        return slowness > MOST / 2;
    }
}
