package io.github.camelhf.inference.examples.watchedfolder.progress;

import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Plain lines: one for each file of a folder that is watched; of a run whose size is known one for every tenth, and one
 * after each half minute.
 */
public final class ProgressLines implements Progress {

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    private final PrintWriter out;
    private final boolean eachFile;
    private final Clock clock;
    private final Instant begun;
    private final Pace pace = new Pace();
    private Tally tally;
    private Instant printed;
    private @Nullable String lastReason;

    /** @param total how many files there are, 0 when nobody knows */
    public ProgressLines(PrintWriter out, long total, Clock clock) {
        this.out = out;
        this.clock = clock;
        eachFile = total == 0;
        tally = Tally.of(total);
        begun = clock.instant();
        printed = begun;
        pace.note(0, Duration.ZERO);
    }

    @Override
    public synchronized void filed(String name, FileResult result) {
        lastReason = null;
        if (eachFile) {
            print(line(name, result));
        }
        step(tally.filed(result));
    }

    private static String line(String name, FileResult result) {
        String what = result.error() != null
                ? result.error().message()
                : String.format(Locale.ROOT, "%s %.2f", result.label(), result.score());
        return String.format(Locale.ROOT, "%-7s %s: %s (%d ms)", result.decision(), name, what, result.milliseconds());
    }

    @Override
    public synchronized void left(String name, String reason) {
        if (eachFile) {
            print("left    " + name + ": " + reason);
        }
        step(tally.oneLeft());
    }

    private void step(Tally next) {
        long before = tally.done() * 10 / Math.max(1, tally.total());
        long after = next.done() * 10 / Math.max(1, next.total());
        tally = next;
        Instant now = clock.instant();
        pace.note(tally.done(), Duration.between(begun, now));
        boolean silent = !now.isBefore(printed.plus(LONGEST_SILENCE));
        if (!eachFile && (after > before || silent)) {
            printed = now;
            print(StatusLine.sentence(tally, pace.perSecond()));
        }
    }

    /** Once for each reason: with many files in flight it comes in a flood. */
    @Override
    public synchronized void waiting(String reason) {
        String kind = reason.replaceAll("\\d+", "");
        if (!kind.equals(lastReason)) {
            lastReason = kind;
            print("waiting: " + reason);
        }
    }

    private void print(String line) {
        out.println(Printable.of(line));
        out.flush();
    }

    @Override
    public void close() {}
}
