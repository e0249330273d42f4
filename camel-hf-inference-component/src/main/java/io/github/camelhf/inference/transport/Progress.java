package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.function.Supplier;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http2.H2Error;
import org.apache.hc.core5.http2.H2StreamResetException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far one exchange has come. Written by an I/O thread, read by whichever thread reports the failure. */
final class Progress {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private volatile Phase phase = Phase.CONNECT;
    private volatile @Nullable Supplier<WireResponse> errorAnswer;
    private volatile boolean connected;
    private volatile boolean handedOver;

    /** A connection is there, TLS and a proxy's tunnel included. */
    void connected() {
        connected = true;
    }

    /** The connection takes the request: from now on some of it may be on the wire. */
    void handedOver() {
        handedOver = true;
    }

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

    /**
     * Whether the failure proves that the server has not acted on the request: the client says that it never wrote it, or the
     * connection, which was there, broke before it took the first byte, or an HTTP/2 server states it. RFC 9113, sections 6.8
     * and 8.7, allow to send such a request again. That nothing came back proves nothing.
     */
    boolean isUnsent(Exception failure) {
        if (failure instanceof RequestNotExecutedException) {
            return true; // still queued, or above the last stream that a GOAWAY names
        }
        if (failure instanceof H2StreamResetException reset) {
            return reset.getCode() == H2Error.REFUSED_STREAM.getCode();
        }
        boolean connecting = failure instanceof ConnectException
                || failure instanceof UnknownHostException
                || failure instanceof SocketTimeoutException;
        return failure instanceof IOException && connected && !handedOver && !connecting;
    }

    Phase phase() {
        return phase;
    }

    /** A failure that changes nothing for the caller. */
    void ignored(Exception failure) {
        LOG.debug("Ignored while cleaning up after a call: {}", failure.toString());
    }
}
