package io.github.camelhf.inference.call;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import io.github.camelhf.inference.error.RateLimitedException;
import java.util.Set;
import java.util.concurrent.CompletionException;

/** What the failure of a batch can be blamed on. */
public final class Blame {

    /** Refusals of an input, also by a handler that returns its error with 200; not of an address, a method or a token. */
    private static final Set<Integer> OF_AN_INPUT = Set.of(200, 400, 413, 415, 422);

    private Blame() {}

    /** What went wrong, without the wrapper that a chain of futures puts around it. */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Whether one input may have spoiled the call for the others, or their number: halves may fare better. */
    static boolean isOnSomeInput(Throwable failure) {
        return failure instanceof InvalidInferenceInputException
                || failure instanceof MalformedInferenceResponseException
                || (failure instanceof InferenceRejectedException refused
                        && OF_AN_INPUT.contains(refused.getStatusCode()));
    }

    /**
     * Whether the server had too much to do. A big batch can be the reason: Text Embeddings Inference takes one permit for each
     * item and answers 429 when too few are left. Source: its error table, read 2026-11-20.
     */
    static boolean isOnLoad(Throwable failure) {
        return failure instanceof HfInferenceException
                && (failure instanceof RateLimitedException || failure instanceof InferenceServerException);
    }
}
