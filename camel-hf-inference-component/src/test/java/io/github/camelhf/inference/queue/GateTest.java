package io.github.camelhf.inference.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.queue.AdaptiveLimit.Ended;
import io.github.camelhf.inference.queue.LoadingGate.Outcome;
import io.github.camelhf.inference.queue.LoadingGate.Pass;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The decisions of the gates and of the adaptive limit, without calls, threads or a clock. */
class GateTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MILLISECOND = Duration.ofMillis(1).toNanos();
    private static final Duration TEN = Duration.ofSeconds(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);

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
        rate.refused(0, TEN, false);
        rate.refused(SECOND, Duration.ofSeconds(2), false);

        assertThat(rate.isOpen(10 * SECOND - 1)).isFalse();
        assertThat(rate.isOpen(10 * SECOND)).isTrue();
    }

    @Test
    void pausesOnARefusalWithoutAHint() {
        rate.refused(0, null, false);
        assertThat(rate.closedUntil()).isEqualTo(SECOND / 10);
        rate.refused(SECOND, null, false);
        assertThat(rate.closedUntil()).isEqualTo(SECOND + SECOND / 5);
        rate.succeeded();
        rate.refused(5 * SECOND, null, false);
        assertThat(rate.closedUntil()).isEqualTo(5 * SECOND + SECOND / 10);
    }

    @Test
    void keepsADistanceWhereOneCallAtATimeIsTooMany() {
        rate.started(0);
        assertThat(rate.opensAt()).as("no distance before a refusal").isLessThan(0);

        rate.refused(0, null, true);
        rate.refused(SECOND, null, true);
        rate.started(2 * SECOND);
        assertThat(rate.opensAt()).isEqualTo(2 * SECOND + SECOND / 10);

        rate.succeeded();
        rate.started(3 * SECOND);
        assertThat(rate.opensAt()).as("half of it with each success").isEqualTo(3 * SECOND + SECOND / 20);
        for (int i = 0; i < 20; i++) {
            rate.succeeded();
        }
        assertThat(rate.isPaced()).isFalse();
    }

    @Test
    void findsTheDistanceThatAServerWants() {
        long now = 0;
        long lastServed = -SECOND;
        int refused = 0;
        for (int call = 0; call < 200; call++) {
            now = Math.max(now + MILLISECOND, rate.opensAt());
            rate.started(now);
            if (now - lastServed >= SECOND / 5) {
                lastServed = now;
                rate.succeeded();
            } else {
                refused++;
                rate.refused(now, null, true);
            }
        }

        assertThat(refused).as("every other one at most, and a few at first").isLessThan(110);
    }

    @Test
    void doesNotSlowDownForAServerThatRefusesAtRandom() {
        Random random = new Random(1);
        long now = 0;
        for (int call = 0; call < 2000; call++) {
            now = Math.max(now + MILLISECOND, rate.opensAt());
            rate.started(now);
            if (random.nextBoolean()) {
                rate.succeeded();
            } else {
                rate.refused(now, null, true);
            }
        }

        assertThat(now / 2000).as("for each call").isLessThan(SECOND);
    }

    @Test
    void keepsNoDistanceWhereTheServerStatesATime() {
        rate.refused(0, TEN, true);

        assertThat(rate.isPaced()).isFalse();
    }

    @Test
    void beginsLowAndDoublesWithEachRoundThatIsNotLate() {
        assertThat(limit.allowed()).isEqualTo(4);

        for (int i = 0; i < 4; i++) {
            limit.succeeded(at(i, 4), MILLISECOND, MINUTE, 64);
        }
        assertThat(limit.allowed()).isEqualTo(8);
        for (int i = 0; i < 1000; i++) {
            limit.succeeded(at(i, 64), MILLISECOND, MINUTE, 64);
        }
        assertThat(limit.allowed()).isEqualTo(64);
    }

    @Test
    void doesNotGrowBeyondWhatWasTriedOut() {
        for (int i = 0; i < 1000; i++) {
            limit.succeeded(at(i, 3), MILLISECOND, MINUTE, 64);
        }

        assertThat(limit.allowed()).isLessThanOrEqualTo(7);
    }

    @Test
    void growsByOneForEachRoundAfterAnOverload() {
        limit.overloaded(at(0, 8));
        assertThat(limit.allowed()).isEqualTo(2);

        for (int i = 1; i <= 2; i++) {
            limit.succeeded(at(i, 2), MILLISECOND, MINUTE, 8);
        }
        assertThat(limit.allowed()).isEqualTo(2);
        limit.succeeded(at(3, 2), MILLISECOND, MINUTE, 8);
        assertThat(limit.allowed()).isEqualTo(3);
        for (int i = 0; i < 1000; i++) {
            limit.succeeded(at(i, 8), MILLISECOND, MINUTE, 8);
        }
        assertThat(limit.allowed()).isEqualTo(8);
    }

    @Test
    void shrinksOncePerOverload() {
        grownTo(64);
        limit.overloaded(new Ended(0, false, 64, 64));
        limit.overloaded(new Ended(63, false, 64, 40));
        assertThat(limit.allowed()).isEqualTo(32);

        limit.overloaded(new Ended(64, false, 70, 32));
        assertThat(limit.allowed()).isEqualTo(16);
    }

    @Test
    void neverFallsBelowOne() {
        for (int i = 0; i < 10; i++) {
            limit.overloaded(new Ended(i, false, i + 1, 1));
        }
        assertThat(limit.allowed()).isEqualTo(1);
    }

    @Test
    void shrinksWhenAnswersAreLateBecauseCallsStandInALine() {
        limit.succeeded(at(0, 4), SECOND, MINUTE, 64);
        grownTo(32);

        limit.succeeded(new Ended(100, false, 132, 32), 20 * SECOND, MINUTE, 64);

        assertThat(limit.allowed()).isEqualTo(24);
    }

    @Test
    void takesASlowServerForNoLine() {
        for (int i = 0; i < 1000; i++) {
            limit.succeeded(at(i, 32), 40 * SECOND, MINUTE, 64);
        }

        assertThat(limit.allowed()).isEqualTo(64);
    }

    @Test
    void takesAnswersOfDifferentKindsForNoLine() {
        for (int i = 0; i < 1000; i++) {
            limit.succeeded(at(i, 64), i % 2 == 0 ? 10 * MILLISECOND : SECOND, Duration.ofMinutes(2), 64);
        }

        assertThat(limit.allowed()).isEqualTo(64);
    }

    @Test
    void forgetsABestTimeThatIsNoLongerReached() {
        limit.succeeded(at(0, 4), SECOND, MINUTE, 64);
        limit.succeeded(new Ended(1, true, 2, 1), 40 * SECOND, MINUTE, 64);
        int before = limit.allowed();

        limit.succeeded(at(2, 4), 40 * SECOND, MINUTE, 64);

        assertThat(limit.allowed()).isGreaterThanOrEqualTo(before);
    }

    private void grownTo(int calls) {
        for (int i = 0; i < calls; i++) {
            limit.succeeded(at(i, calls), MILLISECOND, MINUTE, calls);
        }
        assertThat(limit.allowed()).isEqualTo(calls);
    }

    private static Ended at(long number, int inFlight) {
        return new Ended(number, false, number + inFlight, inFlight);
    }
}
