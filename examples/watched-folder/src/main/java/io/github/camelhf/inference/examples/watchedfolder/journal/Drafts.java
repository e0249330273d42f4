package io.github.camelhf.inference.examples.watchedfolder.journal;

import io.github.camelhf.inference.examples.watchedfolder.files.Boundary;
import io.github.camelhf.inference.examples.watchedfolder.files.FailureText;
import io.github.camelhf.inference.examples.watchedfolder.files.FileSystemCalls;
import io.github.camelhf.inference.examples.watchedfolder.files.LongestName;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Writes files in one step: as a draft in a folder of its own first, then moved to their place, so that nobody ever reads
 * half a file and a killed process leaves its drafts where the next one finds them. Thread-safe; meant for one process.
 */
public final class Drafts {

    private static final Pattern NAME = Pattern.compile("\\d+");

    private final Boundary boundary;
    private final Path folder;
    private final AtomicLong names = new AtomicLong();

    /** @param results the folder of results; drafts only move within one file system */
    public Drafts(Path results) {
        this.boundary = new Boundary(results);
        this.folder = Bookkeeping.of(results).resolve("drafts");
    }

    /** Makes the file, or replaces it, with this content. A link that has its name is replaced, not followed. */
    public void write(Path target, byte[] content) throws IOException {
        boundary.makeFolder(folder);
        boundary.makeFolderOf(target);
        Path draft = make();
        try {
            try (OutputStream out = Files.newOutputStream(draft, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                out.write(content);
            }
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw FailureText.writing(target, e);
        }
    }

    /** Under a name that nobody has: not even a link is there. */
    private Path make() throws IOException {
        while (true) {
            try {
                return Files.createFile(folder.resolve(String.valueOf(names.incrementAndGet())));
            } catch (FileAlreadyExistsException e) {
                // Somebody's. The next name is another.
            }
        }
    }

    /** Bytes that a name may have in the file system of the results. */
    public int longestName(FileSystemCalls calls) throws IOException {
        boundary.makeFolder(folder);
        return LongestName.in(folder, calls);
    }

    private static void deleteIfPossible(Path draft) {
        try {
            Files.delete(draft);
        } catch (IOException e) {
            // It harms nobody: its name is passed over, and the next start tries again.
        }
    }

    /** Removes what a killed process left. Whatever else lies there was put there by somebody, and stays. */
    void clear() throws IOException {
        boundary.requireNoLink(folder);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder)) {
            for (Path draft : drafts) {
                if (NAME.matcher(draft.getFileName().toString()).matches() && Boundary.isFile(draft)) {
                    deleteIfPossible(draft);
                }
            }
        }
    }
}
