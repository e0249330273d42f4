package io.github.camelhf.inference.message;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.error.RateLimitedException;

/** The coarse names under which Camel's newer AI components report errors; ours do the same under the same property. */
enum ErrorCategory {
    RATE_LIMIT,
    AUTH,
    SERVER_ERROR,
    VALIDATION,
    UNKNOWN;

    static ErrorCategory of(HfInferenceException failure) {
        if (failure instanceof RateLimitedException) {
            return RATE_LIMIT;
        }
        if (failure instanceof InferenceAuthenticationException) {
            return AUTH;
        }
        if (failure instanceof InferenceServerException || failure instanceof ModelLoadingException) {
            return SERVER_ERROR;
        }
        boolean invalid =
                failure instanceof InferenceRejectedException || failure instanceof InvalidInferenceInputException;
        return invalid ? VALIDATION : UNKNOWN;
    }
}
