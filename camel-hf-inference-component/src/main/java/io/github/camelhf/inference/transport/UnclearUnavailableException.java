package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.error.ServerAnswer;

/**
 * A 503 that does not say why: the model may be loading, or the server may have too much to do. Only whoever sees whether other
 * calls succeed meanwhile can tell, so that {@link CallQueue} makes one of the two of it before it reaches a route.
 */
final class UnclearUnavailableException extends InferenceUnavailableException {

    private static final long serialVersionUID = 1L;

    UnclearUnavailableException(String message, ServerAnswer answer) {
        super(message, answer, null);
    }

    /** The same answer, where nothing else succeeds. */
    HfInferenceException asLoading() {
        return new ModelLoadingException(String.valueOf(getMessage()), answer());
    }

    /** The same answer, where other calls succeed. */
    HfInferenceException asOverload() {
        return new InferenceServerException(String.valueOf(getMessage()), answer());
    }

    private ServerAnswer answer() {
        return new ServerAnswer(getStatusCode(), getRequestId(), getRetryAfter());
    }
}
