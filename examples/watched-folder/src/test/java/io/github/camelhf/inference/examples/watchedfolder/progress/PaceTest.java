package io.github.camelhf.inference.examples.watchedfolder.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Files a second. */
class PaceTest {

    private final Pace pace = new Pace();

    @Test
    void doesNotGuessBeforeThereIsSomethingToGoBy() {
        assertThat(pace.perSecond()).isEmpty();
        note(0, 0);
        note(5, 200);
        assertThat(pace.perSecond()).isEmpty();
    }

    @Test
    void countsFilesOverTime() {
        note(0, 0);
        for (int second = 1; second <= 10; second++) {
            note(second * 7L, second * 1000L);
        }
        assertThat(pace.perSecond()).hasValue(7.0);
    }

    @Test
    void forgetsAStartThatTookLong() {
        note(0, 0);
        for (int second = 300; second <= 400; second++) {
            note((second - 300) * 20L, second * 1000L);
        }
        assertThat(pace.perSecond()).hasValue(20.0);
    }

    @Test
    void fallsWhenNothingHappens() {
        note(0, 0);
        note(100, 10_000);
        note(100, 20_000);
        assertThat(pace.perSecond()).hasValue(5.0);
        note(100, 41_000);
        note(100, 60_000);
        assertThat(pace.perSecond()).isEmpty();
    }

    @Test
    void countsEachOfManyNotesWithinAMoment() {
        for (int millisecond = 0; millisecond <= 2000; millisecond++) {
            note(millisecond, millisecond);
        }
        assertThat(pace.perSecond().orElseThrow()).isBetween(900.0, 1100.0);
    }

    private void note(long done, long milliseconds) {
        pace.note(done, Duration.ofMillis(milliseconds));
    }
}
