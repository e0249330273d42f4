package io.github.camelhf.inference.files;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The next name for a file whose own is taken: {@code IMG_0001-2.jpg} beside {@code IMG_0001.jpg}. */
public final class NumberedName {

    /** What every file system takes, in bytes; eCryptfs no more. Where a name is longer, others may be as long as that. */
    private static final int LONGEST = 143;

    /** From here on counting would cost more looks than it is worth. */
    private static final int LAST = 99;

    private NumberedName() {}

    /**
     * The name with a number before its last suffix; after 99, with something random.
     *
     * @param path with {@code /} or {@code \} between its names
     */
    public static String of(String path, int number) {
        return number <= LAST ? with(path, "-" + number) : random(path);
    }

    /** The name with something before its last suffix that no other has. */
    public static String random(String path) {
        return with(path, "-" + UUID.randomUUID());
    }

    private static String with(String path, String mark) {
        int start = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1;
        int dot = path.lastIndexOf('.');
        int end = dot > start ? dot : path.length();
        String addition = mark + path.substring(end);
        String stem = path.substring(start, end);
        int longest = Math.max(LONGEST, length(path.substring(start)));
        while (length(stem + addition) > longest && !stem.isEmpty()) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return path.substring(0, start) + stem + addition;
    }

    private static int length(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }
}
