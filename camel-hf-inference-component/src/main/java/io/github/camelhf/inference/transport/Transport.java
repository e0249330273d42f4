package io.github.camelhf.inference.transport;

import java.util.concurrent.CompletableFuture;

/**
 * Sends one request.
 *
 * <p>Never blocks and never throws: every failure completes the future exceptionally, with an
 * {@link io.github.camelhf.inference.error.HfInferenceException}. The future completes normally only with a 2xx answer. It is
 * completed on an I/O thread, or on one that reads error answers: dependents that do more than hand over must name an executor.
 */
@FunctionalInterface
public interface Transport {

    /** One request; nothing is repeated that a server may have seen. */
    CompletableFuture<WireResponse> send(WireRequest request);
}
