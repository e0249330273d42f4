package io.github.camelhf.inference.examples.watchedfolder.doctor;

import io.github.camelhf.inference.examples.watchedfolder.files.FileSystemCalls;
import io.github.camelhf.inference.examples.watchedfolder.files.LongestName;
import io.github.camelhf.inference.examples.watchedfolder.journal.Bookkeeping;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tries what file systems may refuse although files can be made, read and moved there: locks, times, long names. */
final class AbilityCheck {

    private static final String LOCK = "lock";
    private static final String TIME = "time";
    private static final String NAMES = "long names";

    private final Path results;
    private final List<String> places;
    private final FileSystemCalls calls;

    /** @param places folders below the results that a run makes */
    AbilityCheck(Path results, List<String> places, FileSystemCalls calls) {
        this.results = results;
        this.places = places;
        this.calls = calls;
    }

    /** @param trial an empty file in the file system of the results */
    List<Finding> findings(Path trial) {
        return List.of(lock(trial), time(trial), names());
    }

    private Finding lock(Path trial) {
        Path own = Bookkeeping.of(results).resolve("lock");
        Path file = Files.isRegularFile(own, LinkOption.NOFOLLOW_LINKS) ? own : trial;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            return lock(channel);
        } catch (IOException e) {
            return Finding.problem(
                    LOCK, file + " cannot be opened (" + FolderCheck.why(e) + ")", "give the right to write there");
        }
    }

    private Finding lock(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = calls.tryLock(channel);
            if (lock != null) {
                lock.release();
                return Finding.ok(LOCK, "one run at a time, by a lock of the file system");
            }
        } catch (OverlappingFileLockException e) {
            // Of this very process.
        } catch (IOException e) {
            return Finding.ok(
                    LOCK,
                    "the file system has none (" + e.getMessage()
                            + "): a file says who works here. After a kill on another" + " machine delete it by hand");
        }
        return Finding.ok(LOCK, "a run is at work here; a second one would end at once");
    }

    private Finding time(Path trial) {
        FileTime yesterday = FileTime.from(Instant.now().minus(Duration.ofDays(1)));
        try {
            calls.setTime(trial, yesterday);
            return Finding.ok(TIME, "XMP files keep theirs");
        } catch (IOException e) {
            return Finding.ok(
                    TIME,
                    "none can be set (" + FolderCheck.why(e) + "): XMP files that go along get the time of their move");
        }
    }

    private Finding names() {
        int longest;
        try {
            longest = LongestName.in(results, calls);
        } catch (IOException e) {
            return Finding.problem(NAMES, "they cannot be tried (" + FolderCheck.why(e) + ")", "check the disk");
        }
        Optional<String> tooLong = places.stream()
                .map(place -> place.substring(place.lastIndexOf('/') + 1))
                .filter(name -> name.getBytes(StandardCharsets.UTF_8).length > longest)
                .findFirst();
        return tooLong.isPresent()
                ? Finding.problem(
                        NAMES,
                        "a folder has " + longest + " bytes at most, too few for " + tooLong.get(),
                        "give that label a shorter name, and its words with --prompt")
                : Finding.ok(NAMES, "up to " + longest + " bytes; longer ones are shortened");
    }
}
