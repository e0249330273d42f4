package io.github.camelhf.inference.examples.watchedfolder.files;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What went wrong, in words. */
public final class FailureText {

    private FailureText() {}

    /** The message; where that would be only the path of a file, or nothing, with the kind of failure. */
    public static String of(Throwable failure) {
        if (failure instanceof FileSystemException system && system.getReason() == null) {
            return of(system);
        }
        if (failure instanceof StackOverflowError) {
            return "it lies deeper in itself than the stack of Java allows";
        }
        if (failure instanceof OutOfMemoryError) {
            return "it takes more memory than Java has (" + failure.getMessage() + "); give it more with -Xmx";
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static String of(FileSystemException failure) {
        String file = String.valueOf(failure.getFile());
        if (failure instanceof AccessDeniedException) {
            return "access to " + file + " is denied; give the right to read and write there to the user "
                    + System.getProperty("user.name");
        }
        if (failure instanceof NoSuchFileException) {
            return file + " is not there";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return file + " is there already; move it away";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "the folder " + file + " is not empty; move away what it holds";
        }
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
