package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.transport.LoadingGate.Outcome;
import io.github.camelhf.inference.transport.LoadingGate.Pass;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The decisions of the gates and of the adaptive limit, without calls, threads or a clock. */
class GateTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Duration TEN = Duration.ofSeconds(10);

    private final LoadingGate gate = new LoadingGate();
    private final RateGate rate = new RateGate();
    private final AdaptiveLimit limit = new AdaptiveLimit();

    @Test
    void lastsAsLongAsTheServerSays() {
        gate.leave(gate.enter(), Outcome.LOADING, 0, TEN);

        assertThat(gate.admits(10 * SECOND - 1, true)).isFalse();
        assertThat(gate.admits(10 * SECOND, true)).isTrue();
    }

    @Test
    void givesARedeliveryAHeadStart() {
        gate.leave(gate.enter(), Outcome.LOADING, 0, TEN);

        assertThat(gate.admits(10 * SECOND, false)).isFalse();
        assertThat(gate.admits(11 * SECOND, false)).isTrue();
    }

    @Test
    void letsOneProbeThroughAtATime() {
        gate.leave(gate.enter(), Outcome.LOADING, 0, TEN);

        Pass probe = gate.enter();

        assertThat(probe.probe()).isTrue();
        assertThat(gate.admits(100 * SECOND, true)).isFalse();
        gate.leave(probe, Outcome.LOADING, 20 * SECOND, TEN);
        assertThat(gate.admits(29 * SECOND, true)).isFalse();
        assertThat(gate.admits(30 * SECOND, true)).isTrue();
    }

    @Test
    void opensOnAnAnswerToTheProbe() {
        for (Outcome outcome : new Outcome[] {Outcome.SUCCESS, Outcome.ANSWERED}) {
            LoadingGate fresh = new LoadingGate();
            fresh.leave(fresh.enter(), Outcome.LOADING, 0, TEN);
            fresh.leave(fresh.enter(), outcome, 20 * SECOND, null);

            assertThat(fresh.isOpen()).isTrue();
            assertThat(fresh.enter().probe()).isFalse();
        }
    }

    @Test
    void opensWhenAnEarlierCallSucceedsAfterAll() {
        Pass early = gate.enter();
        gate.leave(gate.enter(), Outcome.LOADING, 0, TEN);
        Pass probe = gate.enter();

        gate.leave(early, Outcome.SUCCESS, SECOND, null);

        assertThat(gate.isOpen()).isTrue();
        gate.leave(probe, Outcome.LOADING, 2 * SECOND, TEN);
        assertThat(gate.isOpen()).as("an answer of before the opening").isTrue();
    }

    @Test
    void pausesLongerEachTimeAProbeGetsNoAnswer() {
        gate.leave(gate.enter(), Outcome.LOADING, 0, null);
        assertThat(gate.admitsAt(true)).isEqualTo(SECOND / 10);

        gate.leave(gate.enter(), Outcome.UNDECIDED, 0, null);
        assertThat(gate.admitsAt(true)).isEqualTo(SECOND / 5);
        gate.leave(gate.enter(), Outcome.UNDECIDED, 0, null);
        assertThat(gate.admitsAt(true)).isEqualTo(2 * SECOND / 5);
        for (int i = 0; i < 100; i++) {
            gate.leave(gate.enter(), Outcome.UNDECIDED, 0, null);
        }
        assertThat(gate.admitsAt(true)).isEqualTo(12_800 * SECOND / 1000);
    }

    @Test
    void letsTheNextProbeAtOnceWhenOneIsGivenUp() {
        gate.leave(gate.enter(), Outcome.LOADING, 0, TEN);
        Pass probe = gate.enter();

        gate.leave(probe, Outcome.GIVEN_UP, 15 * SECOND, null);

        assertThat(gate.admits(15 * SECOND, false)).isTrue();
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void isNotClosedAgainByLateLoadingAnswers() {
        Pass late = gate.enter();
        gate.leave(gate.enter(), Outcome.LOADING, 0, TEN);
        gate.leave(gate.enter(), Outcome.SUCCESS, 11 * SECOND, null);

        gate.leave(late, Outcome.LOADING, 12 * SECOND, TEN);

        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void closesForTheRateUntilTheLatestTimeStated() {
        rate.close(0, TEN);
        rate.close(SECOND, Duration.ofSeconds(2));

        assertThat(rate.isOpen(10 * SECOND - 1)).isFalse();
        assertThat(rate.isOpen(10 * SECOND)).isTrue();
    }

    @Test
    void pausesOnARateLimitWithoutAHint() {
        rate.close(0, null);
        assertThat(rate.closedUntil()).isEqualTo(SECOND / 10);
        rate.close(SECOND, null);
        assertThat(rate.closedUntil()).isEqualTo(SECOND + SECOND / 5);
        rate.succeeded();
        rate.close(5 * SECOND, null);
        assertThat(rate.closedUntil()).isEqualTo(5 * SECOND + SECOND / 10);
    }

    @Test
    void halvesOncePerOverload() {
        limit.overloaded(0, 64, 64);
        limit.overloaded(63, 64, 40);
        assertThat(limit.allowed()).isEqualTo(32);

        limit.overloaded(64, 70, 32);
        assertThat(limit.allowed()).isEqualTo(16);
    }

    @Test
    void neverFallsBelowOne() {
        for (int i = 0; i < 10; i++) {
            limit.overloaded(i, i + 1, 1);
        }
        assertThat(limit.allowed()).isEqualTo(1);
    }

    @Test
    void growsByOneForAsManySuccessesAsAreAllowedAndNeverAboveMaxInFlight() {
        limit.overloaded(0, 8, 8);
        for (int i = 0; i < 5; i++) {
            limit.succeeded(8);
        }
        assertThat(limit.allowed()).isEqualTo(5);
        for (int i = 0; i < 1000; i++) {
            limit.succeeded(8);
        }
        assertThat(limit.allowed()).isEqualTo(8);
    }
}
