package io.github.camelhf.inference.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;

    private static int taken(TokenBucket bucket, long now) {
        int taken = 0;
        while (bucket.take(now)) {
            taken++;
        }
        return taken;
    }

    @Test
    void startsFullAndFillsAtItsRate() {
        TokenBucket bucket = new TokenBucket(10, 3, 0);

        assertThat(taken(bucket, 0)).isEqualTo(3);
        assertThat(taken(bucket, SECOND / 20)).isZero();
        assertThat(taken(bucket, SECOND / 10)).isEqualTo(1);
        assertThat(taken(bucket, 3 * SECOND / 10)).isEqualTo(2);
    }

    @Test
    void holdsNoMoreThanItsCapacity() {
        TokenBucket bucket = new TokenBucket(10, 3, 0);

        assertThat(taken(bucket, 3600 * SECOND)).isEqualTo(3);
    }

    @Test
    void losesNothingOverManySmallSteps() {
        TokenBucket bucket = new TokenBucket(1000, 1, 0);
        int taken = 0;
        for (long now = 0; now < SECOND; now += 1000) {
            taken += bucket.take(now) ? 1 : 0;
        }

        assertThat(taken).isBetween(999, 1001);
    }

    @Test
    void standsStillWhenTheClockGoesBack() {
        TokenBucket bucket = new TokenBucket(1, 1, 10 * SECOND);

        assertThat(taken(bucket, 10 * SECOND)).isEqualTo(1);
        assertThat(taken(bucket, 5 * SECOND)).isZero();
        assertThat(taken(bucket, 6 * SECOND)).isEqualTo(1);
    }
}
