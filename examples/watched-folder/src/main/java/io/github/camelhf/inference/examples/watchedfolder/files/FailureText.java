package io.github.camelhf.inference.examples.watchedfolder.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What went wrong, in words. */
public final class FailureText {

    private FailureText() {}

    private static final Pattern FULL =
            Pattern.compile("no space left|quota exceeded|not enough space", Pattern.CASE_INSENSITIVE);

    /** Says where, which what goes wrong while a file is written does not. */
    public static IOException writing(Path file, IOException failure) {
        return failure instanceof FileSystemException
                ? failure
                : new IOException(file + " could not be written: " + failure.getMessage(), failure);
    }

    /** The message; where that would be only the path of a file, or nothing, with the kind of failure; of a full disk what to do. */
    public static String of(Throwable failure) {
        String text = text(failure);
        return FULL.matcher(text).find()
                ? text + "; free some space there, what could not be written is tried again"
                : text;
    }

    private static String text(Throwable failure) {
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
