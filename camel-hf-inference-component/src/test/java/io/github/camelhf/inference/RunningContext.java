package io.github.camelhf.inference;

import org.apache.camel.impl.DefaultCamelContext;

/**
 * The Camel context of a test, for a field that JUnit closes:
 *
 * <pre>@AutoClose
 * private final DefaultCamelContext context = RunningContext.start();</pre>
 */
public final class RunningContext {

    private RunningContext() {}

    public static DefaultCamelContext start() {
        DefaultCamelContext context = new DefaultCamelContext();
        context.start();
        return context;
    }
}
