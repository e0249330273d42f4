package io.github.camelhf.inference.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The classes that routes catch, and what each says about another attempt. */
class ExceptionsTest {

    private static final ServerAnswer ANSWER = new ServerAnswer(503, "r-1", Duration.ofSeconds(3));

    private static final List<HfInferenceException> RETRYABLE = List.of(
            new ModelLoadingException("m", ANSWER),
            new RateLimitedException("m", ANSWER),
            new InferenceServerException("m", ANSWER),
            new InferenceTransportException("m", Phase.READ, true, null));

    private static final List<HfInferenceException> FINAL = List.of(
            new InvalidInferenceInputException("m"),
            new InferenceRejectedException("m", ANSWER),
            new InferenceAuthenticationException("m", ANSWER),
            new InferenceQuotaException("m", ANSWER),
            new MalformedInferenceResponseException("m", ANSWER, null),
            new InferenceTransportException("m", Phase.CONNECT, false, null));

    @Test
    void formTheTreeThatRoutesCatch() {
        Map<Class<?>, Class<?>> parents = Map.ofEntries(
                Map.entry(HfInferenceException.class, RuntimeException.class),
                Map.entry(InvalidInferenceInputException.class, HfInferenceException.class),
                Map.entry(InferenceUnavailableException.class, HfInferenceException.class),
                Map.entry(ModelLoadingException.class, InferenceUnavailableException.class),
                Map.entry(RateLimitedException.class, InferenceUnavailableException.class),
                Map.entry(InferenceServerException.class, InferenceUnavailableException.class),
                Map.entry(InferenceTransportException.class, InferenceUnavailableException.class),
                Map.entry(InferenceRejectedException.class, HfInferenceException.class),
                Map.entry(InferenceAuthenticationException.class, InferenceRejectedException.class),
                Map.entry(InferenceQuotaException.class, InferenceRejectedException.class),
                Map.entry(MalformedInferenceResponseException.class, HfInferenceException.class));
        parents.forEach((type, parent) -> {
            assertThat(type.getSuperclass()).as(type.getSimpleName()).isEqualTo(parent);
            assertThat(Modifier.isPublic(type.getModifiers())).isTrue();
        });
    }

    @Test
    void sayWhetherAnotherAttemptMakesSense() {
        assertThat(RETRYABLE).allMatch(HfInferenceException::isRetryable);
        assertThat(FINAL).noneMatch(HfInferenceException::isRetryable);
    }

    @Test
    void keepWhatTheServerSaid() {
        ModelLoadingException failure = new ModelLoadingException("loading", ANSWER);
        assertThat(failure).hasMessage("loading").hasNoCause();
        assertThat(failure.getStatusCode()).isEqualTo(503);
        assertThat(failure.getRequestId()).isEqualTo("r-1");
        assertThat(failure.getRetryAfter()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void saySoWhenThereWasNoAnswer() {
        RuntimeException cause = new RuntimeException("cause");
        for (HfInferenceException failure : List.of(
                new InvalidInferenceInputException("m", cause),
                new InferenceTransportException("m", Phase.SEND, true, cause))) {
            assertThat(failure).hasCause(cause);
            assertThat(failure.getStatusCode()).isZero();
            assertThat(failure.getRequestId()).isNull();
            assertThat(failure.getRetryAfter()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void transportFailureNamesItsPhase(Phase phase) {
        assertThat(new InferenceTransportException("m", phase, true, null).phase())
                .isEqualTo(phase);
    }
}
