package io.github.camelhf.inference.examples.watchedfolder.files;

import java.io.IOException;
import java.nio.file.Path;

/** A file has more bytes than any of its kind needs. It was not read. */
public final class TooLargeException extends IOException {

    private static final long serialVersionUID = 1;

    TooLargeException(Path file, long size, int most) {
        super(file.getFileName() + " has " + size + " bytes, more than the " + most
                + " that a file of its kind may have; move it away");
    }
}
