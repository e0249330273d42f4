package io.github.camelhf.inference.examples.watchedfolder.progress;

import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/** A bar that moves, for terminals: drawn anew ten times a second, so that the rate falls when nothing happens. */
public final class ProgressBarLine implements Progress {

    private final ProgressBar bar;
    private final Pace pace = new Pace();
    private Tally tally;
    private @Nullable String trouble;

    /**
     * @param total how many files there are
     * @param width of the terminal in characters
     */
    public ProgressBarLine(PrintStream terminal, long total, int width) {
        tally = Tally.of(total);
        bar = ProgressBar.builder()
                .setInitialMax(total)
                .setUpdateIntervalMillis(100)
                .continuousUpdate()
                .setRenderer(this::line)
                .setConsumer(new ConsoleProgressBarConsumer(terminal, width))
                .build();
    }

    private synchronized String line(ProgressState state, int width) {
        pace.note(tally.done(), state.getTotalElapsed());
        String line = StatusLine.bar(tally, pace.perSecond(), trouble, width);
        // It is written over a line that may have been longer.
        return line + " ".repeat(width - line.length());
    }

    @Override
    public synchronized void filed(String name, FileResult result) {
        tally = tally.filed(result);
        trouble = null;
        bar.stepTo(tally.done());
    }

    @Override
    public synchronized void left(String name, String reason) {
        tally = tally.oneLeft();
        bar.stepTo(tally.done());
    }

    @Override
    public synchronized void waiting(String reason) {
        trouble = reason;
    }

    /** Draws it for the last time. Not synchronised: the thread that draws has to end first. */
    @Override
    public void close() {
        synchronized (this) {
            trouble = null;
        }
        bar.close();
    }
}
