package io.github.camelhf.inference;

import java.util.List;

/** The tests of this package that docs/reliability.md lists. */
public final class RouteTests {

    /** What waits, what holds threads, and what ends. */
    public static final List<Class<?>> ENDINGS =
            List.of(FullQueueTest.class, FatalErrorsTest.class, NestedCallsTest.class, DownloadLifeTest.class);

    /** How long until the next attempt. */
    public static final Class<?> DELAYS = RedeliveryDelayTest.class;

    private RouteTests() {}
}
