package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.files.Boundary;
import io.github.camelhf.inference.examples.watchedfolder.files.FailureText;
import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileExclusiveReadLockStrategy;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.component.file.GenericFileOperations;
import org.jspecify.annotations.Nullable;

/**
 * Decides which files of the inbox are offered to the route: not those that are still being written, and those that
 * came back only after a pause.
 *
 * <p>Camel's own {@code readLock=changed} does the first, too, but sleeps on the polling thread for each file and never
 * takes one whose time lies ahead, as those of a camera with a wrong clock do.
 */
final class Inbox implements GenericFileFilter<File>, GenericFileExclusiveReadLockStrategy<File> {

    private final IgnoredNames ignored;
    private final Duration settle;
    private final Duration pause;
    private final Clock clock;
    private final Clock steady;
    private final Map<Path, Look> unsettled = new ConcurrentHashMap<>();
    private final Map<Path, Rest> resting = new ConcurrentHashMap<>();
    /** Unfinished files that were waited for and did not change. */
    private final Map<Path, Look> waitedFor = new ConcurrentHashMap<>();

    private final BiConsumer<String, String> left;
    /** Names that the listener has heard of: each poll comes upon them anew. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * @param ignored names that are never offered
     * @param settle how long a file must not have changed
     * @param pause how long a file that could not be classified waits for the next attempt
     * @param clock tells how old files are; somebody may set it
     * @param steady tells how long something has lasted
     * @param left hears once of each name in the inbox that is no file to be sorted, with the reason
     */
    Inbox(
            IgnoredNames ignored,
            Duration settle,
            Duration pause,
            Clock clock,
            Clock steady,
            BiConsumer<String, String> left) {
        this.ignored = ignored;
        this.settle = settle;
        this.pause = pause;
        this.clock = clock;
        this.steady = steady;
        this.left = left;
    }

    /** Whether a file is still being written, or may be, so that the run is not at its end. */
    boolean hasUnsettled() {
        // A link, folder or pipe in its place is never offered, so nothing would end the wait for it.
        unsettled.keySet().removeIf(path -> !Boundary.isFile(path));
        resting.entrySet().removeIf(rest -> rest.getValue().unfinished() != null && !Boundary.isFile(rest.getKey()));
        return !unsettled.isEmpty() || resting.values().stream().anyMatch(rest -> rest.unfinished() != null);
    }

    @Override
    public boolean accept(GenericFile<File> file) {
        return guarded(file, this::isOffered);
    }

    /** Whatever is thrown about one file: the others are still looked at. */
    private boolean guarded(GenericFile<File> file, Predicate<GenericFile<File>> question) {
        String name = file.getFile().getName();
        try {
            return question.test(file);
        } catch (RuntimeException | Error e) {
            tell(name, "it cannot be looked at: " + FailureText.of(e));
            return false;
        }
    }

    private boolean isOffered(GenericFile<File> file) {
        String name = file.getFile().getName();
        if (!ignored.takes(name) || !isFile(name, file.getFile())) {
            return false;
        }
        Path path = path(file);
        Rest rest = resting.get(path);
        if (rest == null) {
            return true;
        }
        Instant now = steady.instant();
        boolean changed = rest.unfinished() != null && !rest.unfinished().sameFile(Look.at(path, now));
        if (now.isBefore(rest.until()) && !changed) {
            return false;
        }
        resting.remove(path);
        if (rest.unfinished() != null && !changed) {
            waitedFor.put(path, rest.unfinished());
        }
        return true;
    }

    private boolean isFile(String name, File file) {
        if (Obstacle.isNone(file)) {
            return true;
        }
        @Nullable String obstacle = Obstacle.of(file);
        if (obstacle != null) {
            tell(name, obstacle);
        }
        return false;
    }

    private void tell(String name, String obstacle) {
        if (told.add(name)) {
            left.accept(name, obstacle);
        }
    }

    @Override
    public boolean acquireExclusiveReadLock(
            GenericFileOperations<File> operations, GenericFile<File> file, Exchange exchange) {
        return guarded(file, this::isSettled);
    }

    private boolean isSettled(GenericFile<File> file) {
        Path path = path(file);
        if (!Boundary.isFile(path)) {
            // The poll listed it before another exchange moved it away, or somebody put something else there.
            return false;
        }
        Instant now = steady.instant();
        Look look = Look.at(path, now);
        Look first = unsettled.merge(path, look, (before, latest) -> before.sameFile(latest) ? before : latest);
        // A time in the past shows that nobody writes; a time that lies ahead shows nothing.
        boolean settled = age(look).compareTo(settle) >= 0 || !first.at().isAfter(now.minus(settle));
        if (settled) {
            unsettled.remove(path);
        }
        return settled;
    }

    @Override
    public void releaseExclusiveReadLockOnRollback(
            GenericFileOperations<File> operations, GenericFile<File> file, Exchange exchange) {
        Path path = path(file);
        if (exchange.getException(UnfinishedFileException.class) == null) {
            rest(path);
        } else {
            Instant now = steady.instant();
            Look look = Look.at(path, now);
            Duration age = age(look);
            Duration waited = age.isNegative() ? Duration.ZERO : age;
            resting.put(
                    path, new Rest(now.plus(UnfinishedFileException.PATIENCE).minus(waited), look));
        }
        waitedFor.remove(path);
    }

    @Override
    public void releaseExclusiveReadLockOnCommit(
            GenericFileOperations<File> operations, GenericFile<File> file, Exchange exchange) {
        Path path = path(file);
        if (Boundary.exists(path)) {
            // It could not be moved. Without a pause it would be classified again and again.
            rest(path);
        }
        waitedFor.remove(path);
    }

    private void rest(Path path) {
        resting.put(path, new Rest(steady.instant().plus(pause), null));
    }

    /** Since it was written to, by the clock of the system; negative when its time lies ahead. */
    private Duration age(Look look) {
        return Duration.between(Instant.ofEpochMilli(look.modified()), clock.instant());
    }

    /**
     * Whether somebody may still be writing to a file: it was written to so shortly before that more may come, or its time lies
     * ahead and says nothing, and it was not waited for yet.
     */
    boolean mayGrow(PickedUp file) {
        Look look = new Look(file.bytes(), file.modified().toMillis(), steady.instant());
        Look waited = waitedFor.get(file.path());
        return age(look).compareTo(UnfinishedFileException.PATIENCE) < 0 && (waited == null || !waited.sameFile(look));
    }

    private static Path path(GenericFile<File> file) {
        return Path.of(file.getAbsoluteFilePath());
    }

    @Override
    public void prepareOnStartup(GenericFileOperations<File> operations, GenericFileEndpoint<File> endpoint) {}

    @Override
    public void releaseExclusiveReadLockOnAbort(
            GenericFileOperations<File> operations, GenericFile<File> file, Exchange exchange) {}

    @Override
    public void setTimeout(long timeout) {}

    @Override
    public void setCheckInterval(long checkInterval) {}

    @Override
    public void setMarkerFiler(boolean markerFile) {}

    @Override
    public void setDeleteOrphanLockFiles(boolean deleteOrphanLockFiles) {}

    @Override
    public void setReadLockLoggingLevel(LoggingLevel level) {}

    /**
     * A file that is not offered for a while.
     *
     * @param unfinished what it was when it seemed to be unfinished: it is offered sooner when it has changed; null for others
     */
    private record Rest(Instant until, @Nullable Look unfinished) {}

    /** A file as it was when it was first seen like this. */
    private record Look(long length, long modified, Instant at) {
        static Look at(Path path, Instant now) {
            return new Look(path.toFile().length(), path.toFile().lastModified(), now);
        }

        boolean sameFile(Look other) {
            return length == other.length && modified == other.modified;
        }
    }
}
