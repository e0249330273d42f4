package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.answers.Answers;
import io.github.camelhf.inference.examples.watchedfolder.answers.KeptAnswer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * First step of the route: looks for an answer about the same bytes. Without one the file goes on to be asked about; further
 * files with these bytes wait for its answer.
 */
final class Recall extends AsyncProcessorSupport {

    /** Out: the answer, also where the component puts it. */
    static final String ANSWER = "WatchedFolderAnswer";
    /** Out: the {@link KeptAnswer}, if there is one. */
    static final String KEPT = "WatchedFolderKeptAnswer";

    private final Answers answers;
    private final Turns turns = new Turns();

    Recall(Answers answers) {
        this.answers = answers;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            PickedUp file = PickedUp.of(Path.of(exchange.getMessage().getHeader(Exchange.FILE_PATH, String.class)));
            exchange.setProperty(PickedUp.PROPERTY, file);
            return look(exchange, file.sha256(), callback, true);
        } catch (IOException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private boolean look(Exchange exchange, String sha256, AsyncCallback callback, boolean sync) {
        if (!turns.take(sha256, () -> look(exchange, sha256, callback, false))) {
            return false;
        }
        Optional<KeptAnswer> kept = answers.find(sha256);
        if (kept.isPresent()) {
            exchange.setProperty(KEPT, kept.get());
            exchange.getMessage().setHeader(ANSWER, kept.get().labels());
            turns.leave(sha256);
        } else {
            // At the end, not after the answer: a file that fails must free the turn, too.
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange ended) {
                    turns.leave(sha256);
                }
            });
        }
        callback.done(sync);
        return sync;
    }
}
