package io.github.camelhf.inference.examples.watchedfolder.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes files in one step: as a draft in a folder of its own first, then moved to their place, so that nobody ever reads
 * half a file and a killed process leaves its drafts where the next one finds them. Thread-safe; meant for one process.
 */
public final class Drafts {

    private final Path folder;
    private final AtomicLong names = new AtomicLong();

    /** @param results the folder of results; drafts only move within one file system */
    public Drafts(Path results) {
        this.folder = Bookkeeping.of(results).resolve("drafts");
    }

    /** Makes the file, or replaces it, with this content. */
    public void write(Path target, byte[] content) throws IOException {
        Files.createDirectories(folder);
        Files.createDirectories(target.getParent());
        Path draft = folder.resolve(String.valueOf(names.incrementAndGet()));
        try {
            Files.write(draft, content);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
    }

    /** Removes what a killed process left. */
    void clear() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder)) {
            for (Path draft : drafts) {
                Files.delete(draft);
            }
        }
    }
}
