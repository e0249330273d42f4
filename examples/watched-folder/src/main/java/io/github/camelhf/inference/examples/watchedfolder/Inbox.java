package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.audit.AuditLog;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
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

    /** Files that are being written, keywords and results, which go with their pictures, and the program's own log. */
    private static final Pattern NOT_OFFERED = Pattern.compile(
            ".*\\.(part|tmp|crdownload|xmp|json)|" + Pattern.quote(AuditLog.NAME), Pattern.CASE_INSENSITIVE);

    private final Duration settle;
    private final Duration pause;
    private final Clock clock;
    private final Map<Path, Look> unsettled = new ConcurrentHashMap<>();
    private final Map<Path, Rest> resting = new ConcurrentHashMap<>();
    private final BiConsumer<String, String> left;
    /** Names that the listener has heard of: each poll comes upon them anew. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * @param settle how long a file must not have changed
     * @param pause how long a file that could not be classified waits for the next attempt
     * @param left hears once of each name in the inbox that is no file to be sorted, with the reason
     */
    Inbox(Duration settle, Duration pause, Clock clock, BiConsumer<String, String> left) {
        this.settle = settle;
        this.pause = pause;
        this.clock = clock;
        this.left = left;
    }

    /** Whether a file is still being written, or may be, so that the run is not at its end. */
    boolean hasUnsettled() {
        unsettled.keySet().removeIf(path -> !Files.exists(path));
        resting.entrySet().removeIf(rest -> rest.getValue().unfinished() != null && !Files.exists(rest.getKey()));
        return !unsettled.isEmpty() || resting.values().stream().anyMatch(rest -> rest.unfinished() != null);
    }

    /** Whether a file of this name is ever offered. */
    static boolean takes(String name) {
        return !name.startsWith(".") && !NOT_OFFERED.matcher(name).matches();
    }

    @Override
    public boolean accept(GenericFile<File> file) {
        String name = file.getFile().getName();
        if (!takes(name) || !isFile(name, file.getFile())) {
            return false;
        }
        Path path = path(file);
        Rest rest = resting.get(path);
        if (rest == null) {
            return true;
        }
        Instant now = clock.instant();
        boolean changed = rest.unfinished() != null && !rest.unfinished().sameFile(Look.at(path, now));
        if (now.isBefore(rest.until()) && !changed) {
            return false;
        }
        resting.remove(path);
        return true;
    }

    /** Whether Java can handle the name, and a regular file has it: a pipe would be read for ever, a link points elsewhere. */
    private boolean isFile(String name, File file) {
        @Nullable String obstacle;
        try {
            Path path = file.toPath();
            if (isUsual(name, path)) {
                return true;
            }
            obstacle = obstacle(name, path);
        } catch (InvalidPathException e) {
            obstacle = "the name cannot be read; start Java with a UTF-8 locale, such as LC_ALL=C.UTF-8";
        }
        if (obstacle == null) {
            return false;
        }
        if (told.add(name)) {
            left.accept(name, obstacle);
        }
        return false;
    }

    /** Tells by one look at the disk what holds for nearly every file: each poll comes upon all of the inbox. */
    private static boolean isUsual(String name, Path path) {
        return !hasBackslash(name) && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean hasBackslash(String name) {
        return name.indexOf('\\') >= 0;
    }

    /** Why what is no usual file is left; null for a folder, and for what is no longer there. */
    private static @Nullable String obstacle(String name, Path path) {
        if (hasBackslash(name)) {
            // Camel would take it for a path.
            return "a name with a backslash is not taken; rename it";
        }
        if (Files.isSymbolicLink(path)) {
            return "it is a link, and only files are sorted";
        }
        if (!Files.exists(path)) {
            return name.indexOf('\uFFFD') < 0 ? null : "the name is no text in the encoding of this system, rename it";
        }
        return Files.isRegularFile(path) || Files.isDirectory(path)
                ? null
                : "it is no file but a pipe, socket or device";
    }

    @Override
    public boolean acquireExclusiveReadLock(
            GenericFileOperations<File> operations, GenericFile<File> file, Exchange exchange) {
        Path path = path(file);
        if (!Files.exists(path)) {
            // The poll listed it before another exchange moved it away.
            return false;
        }
        Instant now = clock.instant();
        Look look = Look.at(path, now);
        Look first = unsettled.merge(path, look, (before, latest) -> before.sameFile(latest) ? before : latest);
        // A time in the past shows that nobody writes; a time that lies ahead shows nothing.
        Instant written = Instant.ofEpochMilli(look.modified());
        boolean settled = !written.isAfter(now.minus(settle)) || !first.at().isAfter(now.minus(settle));
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
            Look look = Look.at(path, clock.instant());
            Instant until = Instant.ofEpochMilli(look.modified()).plus(UnfinishedFileException.PATIENCE);
            resting.put(path, new Rest(until, look));
        }
    }

    @Override
    public void releaseExclusiveReadLockOnCommit(
            GenericFileOperations<File> operations, GenericFile<File> file, Exchange exchange) {
        Path path = path(file);
        if (Files.exists(path)) {
            // It could not be moved. Without a pause it would be classified again and again.
            rest(path);
        }
    }

    private void rest(Path path) {
        resting.put(path, new Rest(clock.instant().plus(pause), null));
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
