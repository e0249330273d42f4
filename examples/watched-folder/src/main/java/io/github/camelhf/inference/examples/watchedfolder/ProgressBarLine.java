package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that moves, for terminals. */
final class ProgressBarLine implements Progress {

    private static final int WIDTH = 78;

    private final ProgressBar bar;

    ProgressBarLine(PrintStream terminal, long total) {
        // The width is given: finding it out would start a terminal library for one line.
        bar = ProgressBar.builder()
                .setTaskName("Classifying")
                .setInitialMax(total)
                .setUnit(" files", 1)
                .setUpdateIntervalMillis(100)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(terminal, WIDTH))
                .build();
    }

    @Override
    public void filed(String name, FileResult result) {
        bar.step();
        bar.setExtraMessage("");
    }

    @Override
    public void left(String name, String reason) {
        bar.step();
    }

    @Override
    public void waiting(String reason) {
        bar.setExtraMessage(" waiting: " + Report.printable(reason));
    }

    @Override
    public void close() {
        bar.close();
    }
}
