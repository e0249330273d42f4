package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private static final HfInferenceException REFUSAL = new InvalidInferenceInputException("refused");

    private final HandClock clock = new HandClock();
    private final AtomicInteger pauses = new AtomicInteger();
    private final Refusals refusals = new Refusals(Duration.ofMinutes(1), clock, pauses::incrementAndGet);
    private final List<String> later = new ArrayList<>();

    @Test
    void oneAsksAtATimeUntilTheFirstAnswer() {
        assertThat(refusals.mayAsk(() -> later.add("first"))).isTrue();
        assertThat(refusals.mayAsk(() -> later.add("second"))).isFalse();
        assertThat(refusals.mayAsk(() -> later.add("third"))).isFalse();

        refusals.ended(true);

        assertThat(later).containsExactly("second", "third");
        assertThat(refusals.mayAsk(() -> later.add("fourth"))).isTrue();
        assertThat(refusals.mayAsk(() -> later.add("fifth"))).isTrue();
    }

    @Test
    void aPictureThatWasNotSentLetsOnlyTheNextOneAsk() {
        refusals.mayAsk(() -> later.add("first"));
        refusals.mayAsk(() -> later.add("second"));
        refusals.mayAsk(() -> later.add("third"));

        refusals.ended(false);

        assertThat(later).containsExactly("second");
    }

    @Test
    void pausesAfterThreeInARowAndThenAfterEach() {
        refuse();
        refuse();
        assertThat(refusals.pausing()).isEmpty();
        refuse();
        assertThat(refusals.pausing()).contains(REFUSAL);
        clock.forward(Duration.ofMinutes(1));
        assertThat(refusals.pausing()).isEmpty();
        refuse();
        assertThat(refusals.pausing()).contains(REFUSAL);
        assertThat(pauses).hasValue(2);
    }

    @Test
    void anAnswerBetweenThemStartsTheCountAnew() {
        refuse();
        refuse();
        refusals.mayAsk(() -> later.add("answered"));
        refusals.ended(true);
        refuse();
        refuse();

        assertThat(refusals.pausing()).isEmpty();
        assertThat(pauses).hasValue(0);
    }

    private void refuse() {
        assertThat(refusals.mayAsk(() -> later.add("refused"))).isTrue();
        refusals.refused(REFUSAL);
    }
}
