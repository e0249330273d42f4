package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.files.BoundedFile;
import io.github.camelhf.inference.examples.watchedfolder.journal.FileHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file as it was when the route took it: everything that is found out is about these bytes.
 *
 * @param path where it lies in the inbox
 * @param sha256 of its bytes
 * @param bytes its size
 * @param modified its time
 * @param key tells it from others of its name, null where the system has nothing like that
 */
record PickedUp(
        Path path,
        String sha256,
        long bytes,
        FileTime modified,
        @Nullable Object key) {

    /** In an exchange: the file that it is about. */
    static final String PROPERTY = "WatchedFolderPickedUp";

    /** Far more than is ever sent. To read what only claims to have more, as a sparse file does, would take hours. */
    private static final long MOST_BYTES = 2L << 30;

    static PickedUp of(Path path) throws IOException {
        BasicFileAttributes before = attributes(path);
        if (before.size() > MOST_BYTES) {
            throw new IOException("it has " + before.size() + " bytes, more than the " + MOST_BYTES
                    + " that a picture may have here; move it away");
        }
        PickedUp file =
                new PickedUp(path, FileHash.sha256(path), before.size(), before.lastModifiedTime(), before.fileKey());
        file.requireUnchanged();
        return file;
    }

    /** @throws IOException when somebody wrote to the file since: what was found out is not about what it is now */
    void requireUnchanged() throws IOException {
        BasicFileAttributes now = attributes(path);
        if (!now.isRegularFile()
                || now.size() != bytes
                || !now.lastModifiedTime().equals(modified)
                || !Objects.equals(now.fileKey(), key)) {
            throw new UnfinishedFileException(path, "was changed while it was looked at");
        }
    }

    /** Its bytes from the first on. What was put in its place, such as a link, is not opened. */
    InputStream open() throws IOException {
        InputStream content = BoundedFile.open(path);
        try {
            // Behind the opening: what lies there is what was opened.
            requireUnchanged();
            return content;
        } catch (IOException e) {
            content.close();
            throw e;
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
