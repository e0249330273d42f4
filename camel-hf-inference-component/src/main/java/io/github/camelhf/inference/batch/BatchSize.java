package io.github.camelhf.inference.batch;

/**
 * The most items that a call may carry now: what the options allow, halved when a batch is too much for the server, doubled
 * again after {@value #RECOVERY} full calls that went well. Counted rather than timed: an idle server proves nothing. Guarded by
 * {@link Batching}.
 */
final class BatchSize {

    static final int RECOVERY = 16;

    private final int most;
    private int current;
    private int successes;

    BatchSize(int most) {
        this.most = most;
        this.current = most;
    }

    int current() {
        return current;
    }

    /** A batch of so many items was too much. One formed before the last halving says nothing new. */
    void tooMuch(int items) {
        if (items > 1 && items <= current) {
            current = items / 2;
            successes = 0;
        }
    }

    /** A call of so many items was answered. A smaller one than is allowed proves nothing either. */
    void wentWell(int items) {
        if (items >= current && current < most && ++successes == RECOVERY) {
            current = Math.min(most, current * 2);
            successes = 0;
        }
    }
}
