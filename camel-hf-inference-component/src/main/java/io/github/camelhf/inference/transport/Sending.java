package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.http.OpenCall;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way: what it becomes when it is answered, fails or runs out of time. A request that provably never left is
 * sent again at once on another connection; all else is the route's to repeat.
 */
final class Sending implements OpenCall.Ending<WireResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

    /** Each time another pooled connection may have been closed just before; more than this many in a row says something else. */
    private static final int MOST_RESENDS = 3;

    private final WireRequest request;
    private final Executor answers;
    private final Wire wire;
    private volatile Progress progress = new Progress();
    private int resends;

    /** @param answers runs whatever reads an error answer, which never happens on a thread that other calls need */
    Sending(WireRequest request, Executor answers, Wire wire) {
        this.request = request;
        this.answers = answers;
        this.wire = wire;
    }

    /** The HTTP client. */
    @FunctionalInterface
    interface Wire {
        Future<?> exchange(
                WireRequest request,
                Progress progress,
                Runnable released,
                HttpClientContext context,
                FutureCallback<WireResponse> received);
    }

    void start(OpenCall<WireResponse> call) {
        Progress now = resends == 0 ? progress : new Progress();
        progress = now;
        Received received = new Received(call, now);
        try {
            call.run(now, context -> wire.exchange(request, now, received::released, context, received));
        } catch (RuntimeException | Error e) {
            call.fail(Failures.of(e, request, now));
        }
    }

    @Override
    public void expired(OpenCall<WireResponse> call) {
        Progress last = progress;
        if (last.errorAnswer() == null) {
            call.result().completeExceptionally(Failures.timeout(request, last));
        } else {
            failLater(call, () -> Failures.timeout(request, last));
        }
    }

    @Override
    public Throwable stopped() {
        return new InferenceTransportException(
                "the call to " + Failures.where(request) + " was ended because the component stops",
                progress.phase(),
                true,
                null);
    }

    private void failLater(OpenCall<WireResponse> call, Supplier<Throwable> failure) {
        later(() -> {
            try {
                call.result().completeExceptionally(failure.get());
            } catch (RuntimeException | Error e) {
                call.result().completeExceptionally(e);
            }
        });
    }

    private void later(Runnable reading) {
        try {
            answers.execute(reading);
        } catch (RejectedExecutionException e) {
            reading.run(); // the component stops, and the caller must hear of it all the same
        }
    }

    /** Content that is being read is not opened a second time: not every source could tell the two readers apart. */
    private boolean mayBeSentAgain(Progress progress) {
        return progress.phase() == Phase.CONNECT
                || request.body().segments().stream()
                        .allMatch(segment -> segment.content().inMemory() != null);
    }

    private final class Received implements FutureCallback<WireResponse> {

        private final OpenCall<WireResponse> call;
        private final Progress progress;
        private volatile @Nullable WireResponse response;

        Received(OpenCall<WireResponse> call, Progress progress) {
            this.call = call;
            this.progress = progress;
        }

        @Override
        public void completed(WireResponse received) {
            response = received;
        }

        /** The connection is free again: who waits for this answer to make the next call finds it in the pool. */
        void released() {
            WireResponse received = response;
            if (received == null || !call.decide()) {
                return;
            }
            if (!received.isSuccess()) {
                failLater(call, () -> ErrorResponses.toException(request, received));
            } else if (received.isCompressed()) {
                failLater(call, () -> Failures.compressed(received, request));
            } else if (ErrorObject.isLikelyIn(received.body())) {
                later(() -> answer(received));
            } else {
                call.result().complete(received);
            }
        }

        /** A handler that returns its error instead of raising it answers 200: who holds calls back must hear of that, too. */
        private void answer(WireResponse received) {
            try {
                if (ErrorObject.isIn(received.body())) {
                    call.result().completeExceptionally(ErrorResponses.toException(request, received));
                } else {
                    call.result().complete(received);
                }
            } catch (RuntimeException | Error e) {
                call.result().completeExceptionally(e);
            }
        }

        @Override
        public void failed(Exception failure) {
            boolean again = progress.isUnsent(failure) && mayBeSentAgain(progress) && resends < MOST_RESENDS;
            if (again && !call.isDecided()) {
                resends++;
                LOG.debug("{}: not sent ({}), sending it on another connection", request, failure.toString());
                start(call);
            } else if (call.decide()) {
                if (progress.errorAnswer() == null && !(failure instanceof ResponseReader.TooLongException)) {
                    call.result().completeExceptionally(Failures.of(failure, request, progress));
                } else {
                    failLater(call, () -> Failures.of(failure, request, progress));
                }
            }
        }

        /** A call that is given up is decided before its exchange is cancelled, so this is the end of the client. */
        @Override
        public void cancelled() {
            call.fail(stopped());
        }
    }
}
