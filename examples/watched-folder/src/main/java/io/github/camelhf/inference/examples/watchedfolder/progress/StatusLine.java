package io.github.camelhf.inference.examples.watchedfolder.progress;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts how far a run is into words. Pure. */
final class StatusLine {

    private static final int WIDEST_BAR = 30;
    private static final int NARROWEST_BAR = 6;

    /** It changes its length in steps, not with each digit of a number beside it. */
    private static final int STEP = 6;

    private StatusLine() {}

    /**
     * Such as {@code [=====>     ]  45% 450/1000 | 36/s, 15 s left | 430 sorted, 15 review, 5 failed, 550 waiting}.
     *
     * @param perSecond files a second, if that is known
     * @param trouble what keeps files waiting; shown in place of the counts
     * @param width of the terminal in characters
     * @return exactly one line that is not longer
     */
    static String bar(Tally tally, Optional<Double> perSecond, @Nullable String trouble, int width) {
        double share = tally.total() == 0 ? 1 : (double) tally.done() / tally.total();
        String head = String.format(Locale.ROOT, "%3d%% %d/%d", (int) (share * 100), tally.done(), tally.total());
        String pace = perSecond.map(rate -> " | " + pace(tally, rate)).orElse("");
        String tail = " | " + (trouble == null ? counts(tally) : "waiting: " + Printable.of(trouble));
        int room = width - head.length() - pace.length() - tail.length() - 3;
        String bar = room < NARROWEST_BAR && trouble == null ? "" : drawn(share, length(room)) + " ";
        String line = bar + head + pace + tail;
        return line.length() <= width ? line : line.substring(0, Math.max(0, width));
    }

    /** Such as {@code 450 of 1000 files: 430 sorted, 15 review, 5 failed, 550 waiting; 36/s, 15 s left}. */
    static String sentence(Tally tally, Optional<Double> perSecond) {
        return tally.done() + " of " + tally.total() + " files: " + counts(tally)
                + perSecond.map(rate -> "; " + pace(tally, rate)).orElse("");
    }

    private static int length(int room) {
        return Math.max(NARROWEST_BAR, Math.min(WIDEST_BAR, room) / STEP * STEP);
    }

    private static String counts(Tally tally) {
        return tally.sorted() + " sorted, " + tally.review() + " review, " + tally.failed() + " failed"
                + (tally.left() == 0 ? "" : ", " + tally.left() + " left")
                + (tally.waiting() == 0 ? "" : ", " + tally.waiting() + " waiting");
    }

    private static String pace(Tally tally, double perSecond) {
        String rate = String.format(Locale.ROOT, perSecond < 10 ? "%.1f/s" : "%.0f/s", perSecond);
        return tally.waiting() == 0
                ? rate
                : rate + ", " + time((long) Math.ceil(tally.waiting() / perSecond)) + " left";
    }

    private static String time(long seconds) {
        Duration time = Duration.ofSeconds(seconds);
        if (time.toMinutes() < 2) {
            return seconds + " s";
        }
        return time.toHours() < 2 ? time.toMinutes() + " min" : time.toHours() + " h";
    }

    private static String drawn(double share, int length) {
        int full = (int) (share * length);
        String arrow = full < length ? ">" : "";
        return "[" + "=".repeat(full) + arrow + " ".repeat(Math.max(0, length - full - arrow.length())) + "]";
    }
}
