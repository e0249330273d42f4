package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import io.github.camelhf.inference.examples.watchedfolder.journal.FileHash;
import io.github.camelhf.inference.examples.watchedfolder.xmp.DamagedXmpException;
import io.github.camelhf.inference.examples.watchedfolder.xmp.Keywords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The XMP file of a picture of the inbox: it goes with the picture, under a name of the same form, and gets the label as a
 * keyword when the picture is sorted.
 *
 * @param existing what a person's tools wrote, null when there is none
 * @param ending what follows the picture's name in its name, such as {@code .xmp}
 * @param withExtension whether that name keeps the picture's extension, as in {@code a.jpg.xmp}
 */
record KeywordsFile(@Nullable Path existing, String ending, boolean withExtension) {

    /**
     * What it shall hold.
     *
     * @param modified time of the file that these bytes were read from; null when they are new
     * @param read hash of what was read of the person's file; null when there was none
     * @param warning why the label is not in it
     */
    @SuppressWarnings("ArrayRecordComponent") // passed along, never compared
    record Content(
            byte[] bytes,
            @Nullable FileTime modified,
            @Nullable String read,
            @Nullable String warning) {}

    static KeywordsFile of(Path picture) {
        Path existing = Keywords.existing(picture).orElse(null);
        if (existing == null) {
            return new KeywordsFile(null, ".xmp", true);
        }
        String name = existing.getFileName().toString();
        return new KeywordsFile(
                existing, name.substring(name.lastIndexOf('.')), name.startsWith(picture.getFileName() + "."));
    }

    /** Whether a file holds exactly what is written for a picture without keywords and with this result: nobody's work is lost. */
    static boolean isOurs(Path keywords, FileResult result) {
        if (result.label() == null || !FileResult.ACCEPT.equals(result.decision())) {
            return false;
        }
        try {
            byte[] ours = Keywords.merged(null, List.of(result.label()));
            return Files.size(keywords) == ours.length && Arrays.equals(Files.readAllBytes(keywords), ours);
        } catch (IOException e) {
            return false;
        }
    }

    /** Its place beside a picture that lies there. */
    Path beside(Path picture) {
        String name = picture.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return picture.resolveSibling((withExtension || dot <= 0 ? name : name.substring(0, dot)) + ending);
    }

    /** What it shall hold beside the picture in its place; null when there is nothing to hold. */
    @Nullable
    Content content(FileResult result, boolean add) throws IOException {
        @Nullable String label = add && FileResult.ACCEPT.equals(result.decision()) ? result.label() : null;
        if (existing == null) {
            return label == null ? null : new Content(Keywords.merged(null, List.of(label)), null, null, null);
        }
        FileTime modified = Files.getLastModifiedTime(existing);
        byte[] kept = Files.readAllBytes(existing);
        String read = FileHash.sha256(kept);
        if (label == null) {
            return new Content(kept, modified, read, null);
        }
        try {
            byte[] merged = Keywords.merged(kept, List.of(label));
            return new Content(merged, Arrays.equals(kept, merged) ? modified : null, read, null);
        } catch (DamagedXmpException e) {
            return new Content(kept, modified, read, existing.getFileName() + " was left as it is: " + e.getMessage());
        }
    }
}
