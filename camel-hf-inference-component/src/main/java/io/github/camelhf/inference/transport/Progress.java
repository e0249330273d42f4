package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far one attempt has come. Written by an I/O thread, read by whichever thread reports the failure. */
final class Progress {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private volatile Phase phase = Phase.CONNECT;
    private volatile @Nullable Supplier<WireResponse> errorAnswer;
    private volatile Runnable discard = () -> {};

    /** A connection is there and the request goes out. */
    void sending() {
        if (phase == Phase.CONNECT) {
            phase = Phase.SEND;
        }
    }

    /** The last byte of the request was handed to the connection, or the server answered before. */
    void sent() {
        phase = Phase.READ;
    }

    /** The head of an error answer is there: its status says more than what may still happen to its body. */
    void errorAnswer(Supplier<WireResponse> received) {
        errorAnswer = received;
    }

    /** What has come of an error answer, null when there is none. */
    @Nullable
    WireResponse errorAnswer() {
        Supplier<WireResponse> received = errorAnswer;
        return received == null ? null : received.get();
    }

    /** The call is about to use a connection; {@code discard} closes it, and does nothing once it is back in the pool. */
    void connection(Runnable discarding) {
        discard = discarding;
    }

    /** Nobody waits for the answer any more. */
    void discard() {
        discard.run();
    }

    Phase phase() {
        return phase;
    }

    /** A failure that changes nothing for the caller. */
    void ignored(Exception failure) {
        LOG.debug("Ignored while cleaning up after a call: {}", failure.toString());
    }
}
