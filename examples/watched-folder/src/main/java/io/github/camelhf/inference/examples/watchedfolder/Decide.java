package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.decision.Decider;
import io.github.camelhf.inference.examples.watchedfolder.decision.Verdict;
import io.github.camelhf.inference.result.Classifications;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Step of the route that makes a {@link Verdict} of the answer. */
final class Decide implements Processor {

    /** Out: the verdict, for the route and the last step. */
    static final String VERDICT = "WatchedFolderVerdict";

    private final Decider decider;

    Decide(Decider decider) {
        this.decider = decider;
    }

    @Override
    public void process(Exchange exchange) {
        Classifications answer = exchange.getMessage().getHeader(Recall.ANSWER, Classifications.class);
        exchange.setProperty(VERDICT, decider.decide(answer));
    }
}
