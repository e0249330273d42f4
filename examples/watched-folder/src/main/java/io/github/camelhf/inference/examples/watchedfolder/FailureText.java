package io.github.camelhf.inference.examples.watchedfolder;

import java.nio.file.FileSystemException;

/** What went wrong, in words. */
final class FailureText {

    private FailureText() {}

    /** The message; where that would be only the path of a file, or nothing, with the kind of failure before it. */
    static String of(Throwable failure) {
        boolean onlyPath = failure instanceof FileSystemException system && system.getReason() == null;
        return failure.getMessage() == null
                ? failure.getClass().getSimpleName()
                : onlyPath ? failure.getClass().getSimpleName() + ": " + failure.getMessage() : failure.getMessage();
    }
}
