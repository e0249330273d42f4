package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.HfInferenceHeaders;
import io.github.camelhf.inference.examples.watchedfolder.answers.Answers;
import io.github.camelhf.inference.examples.watchedfolder.answers.KeptAnswer;
import io.github.camelhf.inference.examples.watchedfolder.files.FailureText;
import io.github.camelhf.inference.result.Classifications;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Step after an answer: keeps it for every further file with the same bytes, in this run and later ones. */
final class Keep implements Processor {

    private final Answers answers;
    private final String model;
    private final Consumer<String> warned;
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * @param model who was asked, where the answer does not say
     * @param warned hears once that answers cannot be kept
     */
    Keep(Answers answers, String model, Consumer<String> warned) {
        this.warned = warned;
        this.answers = answers;
        this.model = model;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        PickedUp file = exchange.getProperty(PickedUp.PROPERTY, PickedUp.class);
        file.requireUnchanged();
        Message message = exchange.getMessage();
        KeptAnswer answer = new KeptAnswer(
                message.getHeader(Recall.ANSWER, Classifications.class),
                message.getHeader(HfInferenceHeaders.MODEL, model, String.class),
                message.getHeader(HfInferenceHeaders.REQUEST_ID, String.class));
        try {
            answers.keep(file.sha256(), answer);
        } catch (IOException e) {
            // It saves a call some day; this picture has its answer.
            if (told.compareAndSet(false, true)) {
                warned.accept("answers cannot be kept, another run asks for them again: " + FailureText.of(e));
            }
        }
    }
}
