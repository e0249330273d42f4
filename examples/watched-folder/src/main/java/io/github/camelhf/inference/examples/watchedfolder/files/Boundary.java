package io.github.camelhf.inference.examples.watchedfolder.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A folder that no path may leave, neither by its names nor by a link on the way. The folder itself, and what lies above it, is
 * its user's own word and may be reached through links. Thread-safe.
 *
 * <p>A name is looked at before it is used, not while: who changes a folder of the program for a link in between is not
 * noticed, except by the files that are opened, which are never opened through a link.
 */
public final class Boundary {

    private final Path root;

    /** @param root the folder */
    public Boundary(Path root) {
        this.root = root;
    }

    /**
     * A path as it stands in a file: names below the folder, with {@code /} between them.
     *
     * @throws UnsafePathException when it is absolute, empty, or goes up on its way
     */
    public Path inside(String relative) throws UnsafePathException {
        Path path;
        try {
            path = Path.of(relative);
        } catch (InvalidPathException e) {
            throw new UnsafePathException("a path holds a name that this system cannot have", "remove it");
        }
        if (path.getRoot() != null || relative.isEmpty() || goesUp(path)) {
            throw new UnsafePathException("a path leaves the folder", "remove it");
        }
        return root.resolve(path);
    }

    private static boolean goesUp(Path path) {
        for (Path name : path) {
            if (name.toString().equals("..") || name.toString().equals(".")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Looks at a path from the folder on.
     *
     * @param path below the folder; it need not be there
     * @throws UnsafePathException when a name on the way is no folder, or the last one is a link, pipe or device
     */
    public void requireNoLink(Path path) throws UnsafePathException {
        Path at = root;
        for (Path name : root.relativize(path)) {
            at = at.resolve(name);
            BasicFileAttributes found = attributes(at);
            if (found == null) {
                return;
            }
            if (found.isSymbolicLink()) {
                throw new UnsafePathException(
                        at + " is a link, and none is followed inside the folder", "remove it and start again");
            }
            if (found.isOther() || (!found.isDirectory() && !at.equals(path))) {
                throw new UnsafePathException(
                        at + " is no " + (at.equals(path) ? "file" : "folder") + " of this program",
                        "move it away and start again");
            }
        }
    }

    /** The same for the folders on the way to a file, whatever it is itself. */
    public void requireNoLinkTo(Path file) throws UnsafePathException {
        Path folder = file.getParent();
        if (folder != null) {
            requireNoLink(folder);
        }
    }

    /** Makes the folder of a file that goes below this one, or finds it made. */
    public void makeFolderOf(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            makeFolder(folder);
        }
    }

    /** Makes a folder below this one, or finds it made. */
    public void makeFolder(Path folder) throws IOException {
        requireNoLink(folder);
        Files.createDirectories(folder);
    }

    /** Whether a regular file has this very name, not a link to one. */
    public static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether anything has this name, also a link to nowhere. */
    public static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Null for what is not there, or has a name that cannot be. */
    private static @Nullable BasicFileAttributes attributes(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            return null;
        }
    }
}
