package io.github.camelhf.inference.examples.watchedfolder.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Reads regular files, never through a link, and whole ones only up to a size: anybody may have made them. */
public final class BoundedFile {

    private BoundedFile() {}

    /** Opens a regular file to read it. */
    public static InputStream open(Path file) throws IOException {
        requireFile(file);
        return Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * All bytes of a file.
     *
     * @param most bytes that it may have
     * @throws TooLargeException when it has more
     */
    public static byte[] read(Path file, int most) throws IOException {
        requireFile(file);
        long size = Files.size(file);
        if (size > most) {
            throw new TooLargeException(file, size, most);
        }
        try (InputStream content = open(file)) {
            byte[] bytes = content.readNBytes(most);
            if (bytes.length == most && content.read() >= 0) {
                // It grew in this moment.
                throw new TooLargeException(file, Files.size(file), most);
            }
            return bytes;
        }
    }

    /** A pipe would be waited at for ever. */
    private static void requireFile(Path file) throws IOException {
        if (Boundary.exists(file) && !Boundary.isFile(file)) {
            throw new UnsafePathException(
                    file + " is " + (Files.isSymbolicLink(file) ? "a link" : "no regular file")
                            + ", and only files are read",
                    "move it away");
        }
    }
}
