package io.github.camelhf.inference.examples.watchedfolder.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** How far a run is, in words. */
class StatusLineTest {

    private static final Tally HALF = new Tally(430, 15, 5, 0, 1000);

    @Test
    void showsBarRateRemainingTimeAndCounts() {
        assertThat(StatusLine.bar(HALF, Optional.of(36.4), null, 120))
                .isEqualTo("[=============>                ]  45% 450/1000 | 36/s, 16 s left"
                        + " | 430 sorted, 15 review, 5 failed, 550 waiting");
    }

    @Test
    void makesTheBarSmallerOnANarrowTerminal() {
        assertThat(StatusLine.bar(HALF, Optional.of(36.4), null, 90))
                .isEqualTo(
                        "[==>   ]  45% 450/1000 | 36/s, 16 s left" + " | 430 sorted, 15 review, 5 failed, 550 waiting")
                .hasSize(87);
        assertThat(StatusLine.bar(HALF, Optional.of(36.4), null, 80)).startsWith(" 45% 450/1000 | ");
    }

    @Test
    void showsWhatKeepsFilesWaitingInPlaceOfTheCounts() {
        assertThat(StatusLine.bar(HALF, Optional.empty(), "the model\nis loading", 100))
                .endsWith("] " + " 45% 450/1000 | waiting: the model?is loading");
    }

    @Test
    void isFullAtTheEnd() {
        assertThat(StatusLine.bar(new Tally(3, 0, 0, 1, 4), Optional.of(2.5), null, 100))
                .isEqualTo("[==============================] 100% 4/4 | 2.5/s | 3 sorted, 0 review, 0 failed, 1 left");
    }

    @Test
    void namesLongTimesInMinutesAndHours() {
        assertThat(StatusLine.sentence(new Tally(10, 0, 0, 0, 1000), Optional.of(5.0)))
                .isEqualTo("10 of 1000 files: 10 sorted, 0 review, 0 failed, 990 waiting; 5.0/s, 3 min left");
        assertThat(StatusLine.sentence(new Tally(10, 0, 0, 0, 100_000), Optional.of(5.0)))
                .endsWith("5.0/s, 5 h left");
    }

    @Property
    void isNeverWiderThanTheTerminal(
            @ForAll @IntRange(max = 300) int width,
            @ForAll @IntRange(max = 100_000) int sorted,
            @ForAll @IntRange(max = 100_000) int left,
            @ForAll boolean trouble) {
        Tally tally = new Tally(sorted, 1, 1, left, sorted + left + 100_000L);
        String line = StatusLine.bar(tally, Optional.of(3.0), trouble ? "x".repeat(200) : null, width);
        assertThat(line.length()).isLessThanOrEqualTo(width);
    }
}
