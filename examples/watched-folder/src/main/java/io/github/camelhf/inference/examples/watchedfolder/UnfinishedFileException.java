package io.github.camelhf.inference.examples.watchedfolder;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Somebody seems to be writing to a file still: it is looked at again when it has changed, or after a while. */
final class UnfinishedFileException extends IOException {

    /** How long after its last change a file may come to its end. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final long serialVersionUID = 1;

    UnfinishedFileException(Path file, String observation) {
        super(file.getFileName() + " " + observation + "; it will be tried again");
    }
}
