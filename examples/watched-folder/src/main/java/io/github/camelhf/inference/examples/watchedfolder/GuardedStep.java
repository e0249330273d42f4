package io.github.camelhf.inference.examples.watchedfolder;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A step of the route that fails for its file only, whatever is thrown in it. */
final class GuardedStep implements Processor {

    private final Processor step;

    GuardedStep(Processor step) {
        this.step = step;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        try {
            step.process(exchange);
        } catch (Throwable e) {
            throw FileError.of(e);
        }
    }
}
