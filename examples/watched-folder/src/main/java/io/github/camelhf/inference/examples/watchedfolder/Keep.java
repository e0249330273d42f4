package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.HfInferenceHeaders;
import io.github.camelhf.inference.examples.watchedfolder.answers.Answers;
import io.github.camelhf.inference.examples.watchedfolder.answers.KeptAnswer;
import io.github.camelhf.inference.result.Classifications;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Step after an answer: keeps it for every further file with the same bytes, in this run and later ones. */
final class Keep implements Processor {

    private final Answers answers;
    private final String model;

    /** @param model who was asked, where the answer does not say */
    Keep(Answers answers, String model) {
        this.answers = answers;
        this.model = model;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        PickedUp file = exchange.getProperty(PickedUp.PROPERTY, PickedUp.class);
        file.requireUnchanged();
        Message message = exchange.getMessage();
        answers.keep(
                file.sha256(),
                new KeptAnswer(
                        message.getHeader(Recall.ANSWER, Classifications.class),
                        message.getHeader(HfInferenceHeaders.MODEL, model, String.class),
                        message.getHeader(HfInferenceHeaders.REQUEST_ID, String.class)));
    }
}
