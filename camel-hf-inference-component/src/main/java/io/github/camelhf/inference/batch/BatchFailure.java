package io.github.camelhf.inference.batch;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import io.github.camelhf.inference.error.RateLimitedException;
import java.util.Set;

/** What made a batch fail: something that it holds, or how much. */
final class BatchFailure {

    /** Refusals of an input, also by a handler that returns its error with 200; not of an address, a method or a token. */
    private static final Set<Integer> OF_AN_INPUT = Set.of(200, 400, 413, 415, 422);

    private BatchFailure() {}

    /** Whether one input may have spoiled the call for the others, or their number: halves may fare better. */
    static boolean isOfSomeInput(Throwable failure) {
        return failure instanceof InvalidInferenceInputException
                || failure instanceof MalformedInferenceResponseException
                || (failure instanceof InferenceRejectedException refused
                        && OF_AN_INPUT.contains(refused.getStatusCode()));
    }

    /**
     * Whether the server had too much to do. A big batch can be the reason: Text Embeddings Inference takes one permit for each
     * item and answers 429 when too few are left. Source: its error table, read 2026-11-20.
     */
    static boolean isOfLoad(Throwable failure) {
        return failure instanceof HfInferenceException
                && (failure instanceof RateLimitedException || failure instanceof InferenceServerException);
    }
}
