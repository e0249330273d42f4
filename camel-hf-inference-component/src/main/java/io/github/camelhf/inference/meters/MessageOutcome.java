package io.github.camelhf.inference.meters;

import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.error.InferenceQuotaException;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.error.RateLimitedException;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/** How a message ended, in few words: for meters and spans, which must not grow with what servers say. */
public enum MessageOutcome {
    LOADING(ModelLoadingException.class),
    RATE_LIMITED(RateLimitedException.class),
    SERVER_ERROR(InferenceServerException.class),
    TRANSPORT(InferenceTransportException.class),
    AUTHENTICATION(InferenceAuthenticationException.class),
    QUOTA(InferenceQuotaException.class),
    REJECTED(InferenceRejectedException.class),
    MALFORMED(MalformedInferenceResponseException.class),
    INVALID_INPUT(InvalidInferenceInputException.class),
    /** Something that is none of the component's own exceptions. */
    ERROR(Throwable.class),
    SUCCESS(Void.class);

    private final Class<?> failure;

    MessageOutcome(Class<?> failure) {
        this.failure = failure;
    }

    public static MessageOutcome of(Exchange exchange) {
        Exception failure = exchange.getException();
        return failure == null
                ? SUCCESS
                : Stream.of(values())
                        .filter(outcome -> outcome.failure.isInstance(failure))
                        .findFirst()
                        .orElse(ERROR);
    }

    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
