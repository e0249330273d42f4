package io.github.camelhf.inference.examples.watchedfolder.journal;

import io.github.camelhf.inference.examples.watchedfolder.files.Boundary;
import io.github.camelhf.inference.examples.watchedfolder.files.BoundedFile;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Where a file system has no locks: a file that names the process which works in a folder. One that is left by a process that was
 * killed on this machine is known as such; of another machine nothing is known, so a person has to decide.
 */
final class OwnerFile implements Closeable {

    private static final String NAME = "owner";
    private static final int MOST_BYTES = 1024;

    private final Path file;
    private final String owner;

    private OwnerFile(Path file, String owner) {
        this.file = file;
        this.owner = owner;
    }

    /** @throws IOException with a sentence for the user when another process may be at work */
    static OwnerFile take(Path results) throws IOException {
        Path file = Bookkeeping.of(results).resolve(NAME);
        new Boundary(results).requireNoLink(file);
        String own = name(ProcessHandle.current());
        while (true) {
            try {
                write(file, own);
                return new OwnerFile(file, own);
            } catch (FileAlreadyExistsException e) {
                removeIfLeft(file, results);
            }
        }
    }

    /**
     * For a process that has the lock: on another machine the same folder may have no locks.
     *
     * @throws IOException with a sentence for the user when another process may be at work
     */
    static void requireNone(Path results) throws IOException {
        Path file = Bookkeeping.of(results).resolve(NAME);
        new Boundary(results).requireNoLink(file);
        if (Boundary.exists(file)) {
            removeIfLeft(file, results);
        }
    }

    /** Whole or not at all: of an empty one nobody would know whose it is. */
    private static void write(Path file, String own) throws IOException {
        Path draft = file.resolveSibling(NAME + "-" + ProcessHandle.current().pid() + "-draft");
        Files.deleteIfExists(draft);
        Files.writeString(draft, own, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | IOException e) {
            // A file system without a second name for a file. A move would replace what is there.
            Files.writeString(file, own, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void removeIfLeft(Path file, Path results) throws IOException {
        String owner;
        try {
            owner = new String(BoundedFile.read(file, MOST_BYTES), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return;
        }
        if (!isGone(owner)) {
            throw atWork(file, owner, results);
        }
        // In one step: two processes may find it at the same moment, and one of them may have its own file there
        // already.
        Path left = file.resolveSibling(NAME + "-" + ProcessHandle.current().pid());
        Files.move(file, left, StandardCopyOption.ATOMIC_MOVE);
        if (!Files.readString(left).equals(owner)) {
            Files.move(left, file, StandardCopyOption.ATOMIC_MOVE);
            throw atWork(file, owner, results);
        }
        Files.delete(left);
    }

    private static IOException atWork(Path file, String owner, Path results) {
        return new IOException(
                "another run seems to be at work in " + results + ": that file system has no locks, and " + file
                        + " names process " + owner.strip().replaceAll("\\p{Cntrl}+", " ")
                        + "; if that has ended, delete the file and start again");
    }

    /** Whether it is a process of this machine that has ended. */
    private static boolean isGone(String owner) {
        String[] parts = owner.strip().split(" ", 3);
        if (parts.length < 3 || !parts[1].equals(host())) {
            return false;
        }
        try {
            return ProcessHandle.of(Long.parseLong(parts[0]))
                    .map(process -> !ProcessStart.isOf(process, parts[2]))
                    .orElse(true);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Numbers of processes are used again, so the time of the start belongs to it. */
    private static String name(ProcessHandle process) {
        return process.pid() + " " + host() + " " + ProcessStart.of(process) + "\n";
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    @Override
    public void close() throws IOException {
        if (Boundary.isFile(file) && Files.readString(file).equals(owner)) {
            Files.delete(file);
        }
    }
}
