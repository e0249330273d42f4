package io.github.camelhf.inference.examples.watchedfolder;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import io.github.camelhf.inference.examples.watchedfolder.progress.Printable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a run did: a table of its files and a line that sums up. Thread-safe. */
final class Report {

    /** Rows of the table; beyond that the sidecars are the better place to look. */
    private static final int MOST_ROWS = 200;

    /** With a space at each side. */
    private static final int WIDEST_COLUMN = 48;

    private final List<FileResult> rows = new ArrayList<>();
    private final LeftFiles left = new LeftFiles();
    private int sorted;
    private int review;
    private int failed;

    synchronized void filed(String name, FileResult result) {
        left.remove(name);
        switch (result.decision()) {
            case FileResult.FAILED -> failed++;
            case FileResult.REVIEW -> review++;
            default -> sorted++;
        }
        if (rows.size() < MOST_ROWS) {
            rows.add(result);
        }
    }

    synchronized void left(String name, String reason) {
        left.add(name, reason);
    }

    /** Files that stayed in the inbox. */
    LeftFiles left() {
        return left;
    }

    /** File, label, score, decision and milliseconds of each file, accepted ones first; the reasons of failures below. */
    synchronized String table() {
        if (rows.isEmpty()) {
            return "";
        }
        List<FileResult> ordered = rows.stream()
                .sorted(Comparator.comparing(FileResult::decision, Comparator.comparingInt(Report::rank))
                        .thenComparing(result -> String.valueOf(result.label()))
                        .thenComparing(FileResult::file))
                .toList();
        StringBuilder text = new StringBuilder(AsciiTable.getTable(
                AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS,
                ordered,
                List.of(
                        left("file").with(result -> cell(result.file())),
                        left("label").with(result -> result.label() == null ? "-" : cell(result.label())),
                        right("score").with(result -> result.score() == null ? "-" : decimal(result.score())),
                        left("decision").with(FileResult::decision),
                        right("ms").with(result -> String.valueOf(result.milliseconds())))));
        int more = sorted + review + failed - rows.size();
        if (more > 0) {
            text.append("\nand ").append(more).append(" more files");
        }
        for (FileResult result : ordered) {
            if (result.error() != null) {
                text.append("\n")
                        .append(printable(
                                result.file() + " failed: " + result.error().message()));
            }
        }
        return text.toString();
    }

    /** Such as {@code 31 sorted, 3 to review, 2 failed in 1.9 s}. */
    synchronized String summary(Duration time, long stillThere) {
        String counts = sorted + " sorted, " + review + " to review, " + failed + " failed";
        String rest = stillThere == 0 ? "" : ", " + stillThere + " left in the inbox";
        return counts + rest + String.format(Locale.ROOT, " in %.1f s", time.toMillis() / 1000.0);
    }

    /** File names may hold anything; a terminal shall not act on it. */
    static String printable(String text) {
        return Printable.of(text);
    }

    /** On one line of a column. */
    private static String cell(String text) {
        return Printable.of(text, WIDEST_COLUMN - 2);
    }

    /** Relative to where the command was started, if it lies below. */
    static String path(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return printable((path.startsWith(here) && !path.equals(here) ? here.relativize(path) : path).toString());
    }

    private static int rank(String decision) {
        return List.of(FileResult.ACCEPT, FileResult.REVIEW, FileResult.FAILED).indexOf(decision);
    }

    private static String decimal(double score) {
        return String.format(Locale.ROOT, "%.3f", score);
    }

    private static Column left(String header) {
        return new Column()
                .header(header)
                .headerAlign(HorizontalAlign.LEFT)
                .dataAlign(HorizontalAlign.LEFT)
                .maxWidth(WIDEST_COLUMN);
    }

    private static Column right(String header) {
        return new Column().header(header).headerAlign(HorizontalAlign.RIGHT).dataAlign(HorizontalAlign.RIGHT);
    }
}
