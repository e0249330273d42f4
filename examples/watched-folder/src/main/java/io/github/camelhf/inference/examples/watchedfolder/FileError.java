package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.files.FailureText;

/**
 * An {@link Error} that one file brought about, such as a stack or a memory that did not suffice: the failure of that file, as any
 * exception is. Camel takes exceptions for that only; an error ends the thread on which the folder is looked at.
 */
final class FileError extends Exception {

    private static final long serialVersionUID = 1;

    private FileError(Throwable error) {
        super("it cannot be coped with: " + FailureText.of(error), error);
    }

    /** As an exception that a file can fail with. */
    static Exception of(Throwable failure) {
        return failure instanceof Exception exception ? exception : new FileError(failure);
    }
}
