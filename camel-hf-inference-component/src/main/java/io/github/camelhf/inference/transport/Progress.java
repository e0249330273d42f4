package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far one attempt has come. Written by an I/O thread, read by whichever thread reports the failure. */
final class Progress {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private volatile Phase phase = Phase.CONNECT;

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

    Phase phase() {
        return phase;
    }

    /** A failure that changes nothing for the caller. */
    void ignored(Exception failure) {
        LOG.debug("Ignored while cleaning up after a call: {}", failure.toString());
    }
}
