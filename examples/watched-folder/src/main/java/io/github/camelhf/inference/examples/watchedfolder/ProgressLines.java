package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Plain lines: one for each file of a folder that is watched, one for every tenth of a run whose size is known. */
final class ProgressLines implements Progress {

    private final PrintWriter out;
    private final long total;
    private long done;
    private @Nullable String lastReason;

    /** @param total how many files there are, 0 when nobody knows */
    ProgressLines(PrintWriter out, long total) {
        this.out = out;
        this.total = total;
    }

    @Override
    public synchronized void filed(String name, FileResult result) {
        lastReason = null;
        if (total == 0) {
            print(line(name, result));
        }
        step();
    }

    private static String line(String name, FileResult result) {
        String what = result.error() != null
                ? result.error().message()
                : String.format(Locale.ROOT, "%s %.2f", result.label(), result.score());
        return String.format(Locale.ROOT, "%-7s %s: %s (%d ms)", result.decision(), name, what, result.milliseconds());
    }

    @Override
    public synchronized void left(String name, String reason) {
        if (total == 0) {
            print("left    " + name + ": " + reason);
        }
        step();
    }

    private void step() {
        done++;
        if (total > 0 && done <= total && done * 10 / total > (done - 1) * 10 / total) {
            print(done + " of " + total + " files");
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
        out.println(Report.printable(line));
        out.flush();
    }

    @Override
    public void close() {}
}
