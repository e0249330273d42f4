package io.github.camelhf.inference.examples.watchedfolder;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Why what lies in the inbox is no file to be sorted: a pipe would be read for ever, a link points elsewhere. */
final class Obstacle {

    private Obstacle() {}

    /** Tells by one look at the disk what holds for nearly every file: each poll comes upon all of the inbox. */
    static boolean isNone(File file) {
        try {
            return !hasBackslash(file) && Files.isRegularFile(file.toPath(), LinkOption.NOFOLLOW_LINKS);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** For the person whose file it is; null for a folder, and for what is no longer there. */
    static @Nullable String of(File file) {
        try {
            return of(file, file.toPath());
        } catch (InvalidPathException e) {
            return "the name cannot be read; start Java with a UTF-8 locale, such as LC_ALL=C.UTF-8";
        }
    }

    private static @Nullable String of(File file, Path path) {
        if (hasBackslash(file)) {
            // Camel would take it for a path.
            return "a name with a backslash is not taken; rename it";
        }
        if (Files.isSymbolicLink(path)) {
            return "it is a link, and only files are sorted; put the file itself there";
        }
        if (!Files.exists(path)) {
            return file.getName().indexOf('\uFFFD') < 0
                    ? null
                    : "the name is no text in the encoding of this system, rename it";
        }
        return Files.isRegularFile(path) || Files.isDirectory(path)
                ? null
                : "it is no file but a pipe, socket or device; remove it";
    }

    private static boolean hasBackslash(File file) {
        return file.getName().indexOf('\\') >= 0;
    }
}
