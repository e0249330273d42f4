package io.github.camelhf.inference.examples.watchedfolder.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** What a run asks of a file system beyond reading, writing and moving files: some of them refuse one or another. */
public interface FileSystemCalls {

    /** Those of this system. */
    FileSystemCalls OF_THE_SYSTEM = new FileSystemCalls() {};

    /** Takes a lock, which network file systems may not have; null when another process has it. */
    default @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        return channel.tryLock();
    }

    /** Sets the time of a file, which some mounts leave to its owner or to nobody. */
    default void setTime(Path file, FileTime time) throws IOException {
        Files.setLastModifiedTime(file, time);
    }

    /** Removes a file, which a folder with other people's files may refuse. */
    default void delete(Path file) throws IOException {
        Files.delete(file);
    }

    /** Makes an empty file; where names are encrypted, long ones are refused. */
    default void make(Path file) throws IOException {
        Files.createFile(file);
    }
}
