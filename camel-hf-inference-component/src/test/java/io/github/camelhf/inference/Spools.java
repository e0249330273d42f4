package io.github.camelhf.inference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/** The temporary files in which the component keeps long streams. */
public final class Spools {

    private Spools() {}

    /** Those of streams in messages that were made after a file of the test. */
    public static List<Path> newerThan(Path file) throws IOException {
        return newerThan(file, ".spool");
    }

    /** Those of what models made. */
    static List<Path> ofMediaNewerThan(Path file) throws IOException {
        return newerThan(file, ".media");
    }

    private static List<Path> newerThan(Path file, String suffix) throws IOException {
        FileTime start = Files.getLastModifiedTime(file);
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(each -> each.getFileName().toString().startsWith("hf-inference-"))
                    .filter(each -> each.getFileName().toString().endsWith(suffix))
                    .filter(each -> isNewer(each, start))
                    .toList();
        }
    }

    private static boolean isNewer(Path file, FileTime start) {
        try {
            return Files.getLastModifiedTime(file).compareTo(start) > 0;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
