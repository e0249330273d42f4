package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.files.Boundary;
import io.github.camelhf.inference.examples.watchedfolder.journal.FolderLock;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A folder of its own for the demonstration, with the shipped pictures in its {@code inbox}. */
final class DemonstrationFolder {

    private static final String SAMPLES = "samples";
    /** Says that the folder may be emptied. */
    private static final String MARK = ".watched-folder-demonstration";

    private static final List<String> PICTURES = List.of(".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp");

    private final Path folder;

    DemonstrationFolder(Path folder) {
        this.folder = folder;
    }

    Path inbox() {
        return folder.resolve("inbox");
    }

    /**
     * Makes the folder anew.
     *
     * @throws IOException also when the folder holds anything but an earlier demonstration, which is then left as it is
     */
    void prepare() throws IOException {
        Path mark = folder.resolve(MARK);
        if (Files.exists(folder) && !isEmpty() && !Boundary.isFile(mark)) {
            throw new IOException("The folder " + folder + " holds something other than an earlier demonstration;"
                    + " name another one with --demo-dir, or sort your own pictures with --dir");
        }
        Files.createDirectories(folder);
        // First, and never removed: a folder that could not be filled or emptied at once is still known as its own.
        if (!Boundary.exists(mark)) {
            Files.createFile(mark);
        }
        // Fails while an earlier demonstration is still at work.
        FolderLock.take(folder).close();
        empty();
        Files.createDirectories(inbox());
        copySamples();
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private void empty() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(folder) && !path.endsWith(MARK)) {
                    Files.delete(path);
                }
            }
        }
    }

    private void copySamples() throws IOException {
        URL samples = DemonstrationFolder.class.getClassLoader().getResource(SAMPLES);
        if (samples == null) {
            throw new IOException("The sample pictures are missing from this build");
        }
        try {
            URI location = samples.toURI();
            if (location.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(location, Map.of())) {
                    copyAll(jar.getPath(SAMPLES));
                }
            } else {
                copyAll(Path.of(location));
            }
        } catch (URISyntaxException e) {
            throw new IOException("The sample pictures cannot be read from " + samples, e);
        }
    }

    private void copyAll(Path samples) throws IOException {
        // Before now, so that the route does not wait for files to come to rest.
        FileTime written = FileTime.from(Instant.now().minusSeconds(120));
        try (Stream<Path> files = Files.list(samples)) {
            for (Path sample : files.filter(DemonstrationFolder::isPicture).toList()) {
                Path copy = inbox().resolve(sample.getFileName().toString());
                try (InputStream content = Files.newInputStream(sample)) {
                    Files.copy(content, copy);
                }
                try {
                    Files.setLastModifiedTime(copy, written);
                } catch (IOException e) {
                    // Then the route waits for a second.
                }
            }
        }
    }

    private static boolean isPicture(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return PICTURES.stream().anyMatch(name::endsWith);
    }
}
