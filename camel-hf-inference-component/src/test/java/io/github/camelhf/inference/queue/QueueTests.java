package io.github.camelhf.inference.queue;

/** The tests of this package that docs/reliability.md lists. */
public final class QueueTests {

    /** The decisions of the gates. */
    public static final Class<?> GATES = GateTest.class;

    /** Which calls start when. */
    public static final Class<?> QUEUE = CallQueueTest.class;

    /** How many calls a slow server gets. */
    public static final Class<?> SLOW_SERVER = SlowServerTest.class;

    private QueueTests() {}
}
