package io.github.camelhf.inference.examples.catalogue;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;

/** Closes something when the routes that use it have ended. */
final class ClosedWithTheContext extends LifecycleStrategySupport {

    private final Closeable closeable;

    ClosedWithTheContext(Closeable closeable) {
        this.closeable = closeable;
    }

    @Override
    public void onContextStopped(CamelContext context) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
