package io.github.camelhf.inference.examples.watchedfolder.journal;

import java.nio.file.Path;
import java.util.Set;

/** The hidden folder, beside the results, for what only the program reads. */
public final class Bookkeeping {

    /** Its name. */
    public static final String NAME = ".watched-folder";

    private static final Set<String> PLACES = Set.of("sorted", "review", "failed");

    private Bookkeeping() {}

    /** Its place for a folder of results. */
    public static Path of(Path results) {
        return results.resolve(NAME);
    }

    /** Whether a picture may go there, as seen from the folder of results. */
    static boolean isPlace(Path relative) {
        return relative.getNameCount() > 1
                && PLACES.contains(relative.getName(0).toString());
    }

    /** Whether a picture may come from there. */
    static boolean isSource(Path relative) {
        String first = relative.getName(0).toString();
        return !PLACES.contains(first) && !first.equals(NAME);
    }
}
