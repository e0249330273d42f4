package io.github.camelhf.inference.examples.watchedfolder.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * When a process began, as text, to tell it from a later one of the same number. Linux counts from the start of the machine; the
 * time of day that Java computes from it moves when the clock is set.
 *
 * <p>Source: proc(5), {@code starttime}, field 22 of {@code /proc/[pid]/stat}, and random(4), {@code boot_id}. Read 2026-11-26.
 */
final class ProcessStart {

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** Fields behind the name of the program, which may hold anything: the third is the first of them. */
    private static final int START = 22 - 3;

    /** By which the computed time of day of one process may differ. */
    private static final Duration INEXACT = Duration.ofSeconds(30);

    private ProcessStart() {}

    static String of(ProcessHandle process) {
        return sinceBoot(process).orElseGet(() -> timeOfDay(process));
    }

    /** Whether a text may be that of a process that runs. */
    static boolean isOf(ProcessHandle process, String start) {
        return start.equals(of(process)) || isAbout(start, timeOfDay(process));
    }

    private static Optional<String> sinceBoot(ProcessHandle process) {
        try {
            String stat = new String(
                    Files.readAllBytes(Path.of("/proc/" + process.pid() + "/stat")), StandardCharsets.ISO_8859_1);
            String ticks = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[START];
            return Optional.of(Files.readString(BOOT).strip() + " " + ticks);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String timeOfDay(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("-");
    }

    private static boolean isAbout(String start, String other) {
        try {
            return Duration.between(Instant.parse(start), Instant.parse(other))
                            .abs()
                            .compareTo(INEXACT)
                    <= 0;
        } catch (DateTimeParseException e) {
            // Not known of one of them.
            return start.equals(other);
        }
    }
}
