package io.github.camelhf.inference.examples.watchedfolder.journal;

import io.github.camelhf.inference.examples.watchedfolder.files.Boundary;
import io.github.camelhf.inference.examples.watchedfolder.files.FileSystemCalls;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets one process at a time work in a folder of results. The system gives the lock back when the process ends, also when it
 * is killed; the file itself stays and means nothing.
 */
public final class FolderLock implements AutoCloseable {

    private final FileChannel channel;
    private final Path file;
    private final @Nullable Object key;
    private final @Nullable OwnerFile owner;

    private FolderLock(FileChannel channel, Path file, @Nullable Object key, @Nullable OwnerFile owner) {
        this.channel = channel;
        this.file = file;
        this.key = key;
        this.owner = owner;
    }

    /**
     * Takes the lock or fails at once.
     *
     * @param results the folder that holds {@code sorted}, {@code review} and {@code failed}
     * @throws IOException with a sentence for the user when another process, or another run in this one, has it
     */
    public static FolderLock take(Path results) throws IOException {
        return take(results, FileSystemCalls.OF_THE_SYSTEM);
    }

    /** The same where the file system may refuse something. Without locks a file that names this process takes their place. */
    public static FolderLock take(Path results, FileSystemCalls calls) throws IOException {
        Path file = Bookkeeping.of(results).resolve("lock");
        Boundary boundary = new Boundary(results);
        boundary.makeFolderOf(file);
        boundary.requireNoLink(file);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            Optional<OwnerFile> owner = tryLock(channel, calls, results);
            return new FolderLock(channel, file, key(file), owner.orElse(null));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** A sentence when there are no locks. */
    public Optional<String> warning() {
        return Optional.ofNullable(owner)
                .map(none -> "the file system of " + file
                        + " has no locks: a file beside it says who works here. After a kill on another"
                        + " machine it has to be deleted by hand");
    }

    /**
     * Whether the folder is still the one that was locked: another may have come in its place, such as the empty one under a
     * disk that was taken away.
     */
    public boolean isInPlace() {
        try {
            return Objects.equals(key(file), key);
        } catch (IOException e) {
            return false;
        }
    }

    /** Tells files apart, whatever their names; null where the system has nothing like that. */
    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }

    /** Nothing when the channel is locked. */
    private static Optional<OwnerFile> tryLock(FileChannel channel, FileSystemCalls calls, Path results)
            throws IOException {
        @Nullable FileLock lock;
        try {
            lock = calls.tryLock(channel);
        } catch (OverlappingFileLockException e) {
            lock = null;
        } catch (IOException e) {
            // Such as "No locks available" of NFS and SMB.
            return Optional.of(OwnerFile.take(results));
        }
        if (lock == null) {
            throw new IOException("another run is at work in " + results
                    + "; two would take each other's files, so end that one first");
        }
        OwnerFile.requireNone(results);
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (owner != null) {
                owner.close();
            }
        }
    }
}
