package io.github.camelhf.inference.examples.watchedfolder.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How long a name may be: 255 bytes nearly everywhere, 143 under eCryptfs. No system tells, so it is tried. */
public final class LongestName {

    /** What every usual file system takes. */
    public static final int USUAL = 255;

    /** None takes less. */
    private static final int LEAST = 32;

    private LongestName() {}

    /**
     * Bytes that a name may have in a folder. Makes files with names of digits there and deletes each at once.
     *
     * @return the usual number, too, when no file can be made: that has another reason
     */
    public static int in(Path folder, FileSystemCalls calls) throws IOException {
        if (takes(folder, USUAL, calls) || !takes(folder, LEAST, calls)) {
            return USUAL;
        }
        int taken = LEAST;
        int refused = USUAL;
        while (refused - taken > 1) {
            int middle = (taken + refused) / 2;
            if (takes(folder, middle, calls)) {
                taken = middle;
            } else {
                refused = middle;
            }
        }
        return taken;
    }

    private static boolean takes(Path folder, int bytes, FileSystemCalls calls) throws IOException {
        Path file = folder.resolve("0".repeat(bytes));
        try {
            calls.make(file);
        } catch (FileAlreadyExistsException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
        Files.deleteIfExists(file);
        return true;
    }
}
