package io.github.camelhf.inference.files;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves a file on this machine to a name that it claims before, and keeps until the file is there, against all other programs. */
public final class LocalMove {

    private static final Logger LOG = LoggerFactory.getLogger(LocalMove.class);

    private LocalMove() {}

    /**
     * False when somebody has the name.
     *
     * @throws IOException when it could not be moved; nobody else's file is touched
     */
    public static boolean moves(Path from, Path to) throws IOException {
        try {
            Files.createFile(to);
        } catch (FileAlreadyExistsException e) {
            return false;
        }
        try {
            replace(from, to);
            return true;
        } catch (IOException e) {
            unclaim(to);
            throw e;
        }
    }

    /** A network may report a failure of what was done: only what is empty still is the claim. */
    private static void unclaim(Path to) throws IOException {
        if (Files.exists(to) && Files.size(to) == 0) {
            Files.delete(to);
        }
    }

    /** Other ways than the atomic one delete the target first, and its name would be free for a moment. */
    private static void replace(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            comeFromAnotherDisk(from, to);
        }
    }

    private static void comeFromAnotherDisk(Path from, Path to) throws IOException {
        Path copy = to.resolveSibling(".part-" + UUID.randomUUID());
        try {
            Files.copy(from, copy);
            keepTime(from, copy);
            Files.move(copy, to, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(copy);
        }
        try {
            Files.deleteIfExists(from);
        } catch (IOException e) {
            if (Files.exists(from)) {
                // Its turn comes again, and it would lie there twice.
                Files.delete(to);
            }
            throw e;
        }
    }

    /** Some network disks set no times: the picture is there all the same. */
    private static void keepTime(Path from, Path to) {
        try {
            Files.setLastModifiedTime(to, Files.getLastModifiedTime(from));
        } catch (IOException e) {
            LOG.debug("The time of {} cannot be set", to, e);
        }
    }
}
