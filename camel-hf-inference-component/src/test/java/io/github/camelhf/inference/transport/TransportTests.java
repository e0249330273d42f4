package io.github.camelhf.inference.transport;

/** The tests of this package that docs/reliability.md lists. */
public final class TransportTests {

    /** The decisions of the gates. */
    public static final Class<?> GATES = GateTest.class;

    /** Which calls start when. */
    public static final Class<?> QUEUE = CallQueueTest.class;

    private TransportTests() {}
}
