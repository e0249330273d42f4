package io.github.camelhf.inference.transport;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.error.ServerAnswer;

/** A 503 that does not say why. Only who sees the other calls can tell; never reaches a route. */
public final class UnclearUnavailableException extends InferenceUnavailableException {

    private static final long serialVersionUID = 1L;

    UnclearUnavailableException(String message, ServerAnswer answer) {
        super(message, answer, null);
    }

    private ServerAnswer answer() {
        return new ServerAnswer(getStatusCode(), getRequestId(), getRetryAfter());
    }

    /** What it is while no other call is answered. */
    public HfInferenceException asLoading() {
        return new ModelLoadingException(String.valueOf(getMessage()), answer());
    }

    /** What it is while others are answered. */
    public HfInferenceException asOverload() {
        return new InferenceServerException(String.valueOf(getMessage()), answer());
    }
}
