package io.github.camelhf.inference.examples.watchedfolder.journal;

import java.nio.file.Path;

/** The hidden folder, beside the results, for what only the program reads. */
public final class Bookkeeping {

    /** Its name. */
    public static final String NAME = ".watched-folder";

    private Bookkeeping() {}

    /** Its place for a folder of results. */
    public static Path of(Path results) {
        return results.resolve(NAME);
    }
}
