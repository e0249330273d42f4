package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.examples.watchedfolder.answers.Answers;
import io.github.camelhf.inference.examples.watchedfolder.answers.KeptAnswer;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * First step of the route: looks for an answer about the same bytes. Without one the file goes on to be asked about; further
 * files with these bytes wait for its answer or its failure.
 */
final class Recall extends AsyncProcessorSupport {

    /** Out: the answer, also where the component puts it. */
    static final String ANSWER = "WatchedFolderAnswer";
    /** Out: the {@link KeptAnswer}, if there is one. */
    static final String KEPT = "WatchedFolderKeptAnswer";

    /** The failure of another file, which this one shares. */
    private static final String SHARED_FAILURE = "WatchedFolderSharedFailure";

    private final Answers answers;
    private final Refusals refusals;
    private final Turns turns = new Turns();

    Recall(Answers answers, Refusals refusals) {
        this.answers = answers;
        this.refusals = refusals;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        HfInferenceException shared = exchange.getProperty(SHARED_FAILURE, HfInferenceException.class);
        if (shared != null) {
            fail(exchange, shared);
            callback.done(true);
            return true;
        }
        PickedUp file;
        try {
            file = PickedUp.of(Path.of(exchange.getMessage().getHeader(Exchange.FILE_PATH, String.class)));
        } catch (Throwable e) {
            exchange.setException(FileError.of(e));
            callback.done(true);
            return true;
        }
        exchange.setProperty(PickedUp.PROPERTY, file);
        exchange.getMessage().setBody(new PictureBody(file));
        return look(exchange, file.sha256(), callback, true);
    }

    private boolean look(Exchange exchange, String sha256, AsyncCallback callback, boolean sync) {
        if (!turns.take(sha256, failure -> lookAfter(failure, exchange, sha256, callback))) {
            return false;
        }
        Optional<KeptAnswer> kept;
        try {
            kept = answers.find(sha256);
        } catch (Throwable e) {
            // Those who wait must not wait for ever.
            exchange.setException(FileError.of(e));
            turns.leave(sha256, Optional.empty());
            callback.done(sync);
            return sync;
        }
        if (kept.isPresent()) {
            exchange.setProperty(KEPT, kept.get());
            exchange.getMessage().setHeader(ANSWER, kept.get().labels());
            turns.leave(sha256, Optional.empty());
            callback.done(sync);
            return sync;
        }
        return ask(exchange, sha256, callback, sync);
    }

    /** The same bytes would fail in the same way: one file's attempts are enough for all that waited for it. */
    private void lookAfter(
            Optional<HfInferenceException> failure, Exchange exchange, String sha256, AsyncCallback callback) {
        if (failure.isEmpty()) {
            look(exchange, sha256, callback, false);
        } else {
            fail(exchange, failure.get());
            callback.done(false);
        }
    }

    /** Holds the turn. */
    private boolean ask(Exchange exchange, String sha256, AsyncCallback callback, boolean sync) {
        Optional<HfInferenceException> refusal = refusals.pausing();
        if (refusal.isPresent()) {
            fail(exchange, refusal.get());
            turns.leave(sha256, refusal);
        } else if (refusals.mayAsk(() -> ask(exchange, sha256, callback, false))) {
            // At the end, not after the answer: a file that fails must free the turn, too.
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange ended) {
                    ended(ended, sha256);
                }
            });
        } else {
            return false;
        }
        callback.done(sync);
        return sync;
    }

    private void ended(Exchange ended, String sha256) {
        Optional<HfInferenceException> failure = failure(ended);
        // The route handles every other rejection: the picture goes to failed.
        if (ended.getException() instanceof InferenceRejectedException refusal) {
            refusals.refused(refusal);
        } else {
            refusals.ended(failure.filter(InvalidInferenceInputException.class::isInstance)
                    .isEmpty());
        }
        turns.leave(sha256, failure);
    }

    /** What the calls for a file came to; nothing when there is an answer, or something else went wrong. */
    private static Optional<HfInferenceException> failure(Exchange ended) {
        // Camel keeps the exception of an attempt that failed also when a later one succeeded.
        if (ended.getMessage().getHeader(ANSWER) != null) {
            return Optional.empty();
        }
        Exception failure = ended.getException() != null
                ? ended.getException()
                : ended.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        return failure instanceof HfInferenceException known ? Optional.of(known) : Optional.empty();
    }

    /** With the failure of another file and no call of its own: its further attempts come at once and end here. */
    private static void fail(Exchange exchange, HfInferenceException failure) {
        exchange.setProperty(SHARED_FAILURE, failure);
        exchange.setProperty(Filing.ATTEMPTS, 0);
        exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, 0L);
        exchange.setException(failure);
    }
}
