package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import io.github.camelhf.inference.examples.watchedfolder.files.BoundedFile;
import io.github.camelhf.inference.examples.watchedfolder.journal.FileHash;
import io.github.camelhf.inference.examples.watchedfolder.xmp.DamagedXmpException;
import io.github.camelhf.inference.examples.watchedfolder.xmp.Keywords;
import io.github.camelhf.inference.examples.watchedfolder.xmp.Neighbours;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The XMP file of a picture of the inbox: it goes with the picture, under a name of the same form, and gets the label as a
 * keyword when the picture is sorted. What other programs wrote beside the picture goes along.
 *
 * @param existing what a person's tools wrote, null when there is none
 * @param infix what stands before the picture's extension in its name, such as {@code _01} of a duplicate; mostly nothing
 * @param ending what follows the picture's name in its name, such as {@code .xmp}
 * @param withExtension whether that name keeps the picture's extension, as in {@code a.jpg.xmp}
 * @param others further ones of this picture, such as {@code a.xmp}: they go along as they are
 */
record KeywordsFile(
        @Nullable Path existing, String infix, String ending, boolean withExtension, List<KeywordsFile> others) {

    /** Those with long histories and masks of an editor have some megabytes. */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

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

    /** @param isPicture whether a picture lies there, or did a moment ago */
    static KeywordsFile of(Path picture, Predicate<Path> isPicture) {
        List<Path> all = Keywords.all(picture, isPicture);
        List<KeywordsFile> others = Stream.of(
                        all.stream().skip(1).filter(other -> !isSame(other, all.get(0))),
                        Neighbours.edits(picture).stream(),
                        Neighbours.duplicates(picture, isPicture).stream())
                .flatMap(files -> files)
                .map(other -> of(picture, other, List.of()))
                .toList();
        return all.isEmpty() ? new KeywordsFile(null, "", ".xmp", true, others) : of(picture, all.get(0), others);
    }

    private static KeywordsFile of(Path picture, Path existing, List<KeywordsFile> others) {
        String name = existing.getFileName().toString();
        String own = picture.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.'));
        if (name.startsWith(own + ".")) {
            return new KeywordsFile(existing, "", ending, true, others);
        }
        String stem = stem(own);
        String between = name.substring(stem.length(), name.length() - ending.length());
        String extension = own.substring(stem.length());
        return between.isEmpty()
                ? new KeywordsFile(existing, "", ending, false, others)
                : new KeywordsFile(
                        existing, between.substring(0, between.length() - extension.length()), ending, true, others);
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** Where case makes no difference, one file is found under two names. */
    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    /** This one, which gets the keyword, and the others. */
    List<KeywordsFile> all() {
        return Stream.concat(Stream.of(this), others.stream()).toList();
    }

    /** The places of all of them beside a picture that lies there. */
    List<Path> allBeside(Path picture) {
        return all().stream().map(file -> file.beside(picture)).toList();
    }

    /** Whether a file holds exactly what is written for a picture without keywords and with this result: nobody's work is lost. */
    static boolean isOurs(Path keywords, FileResult result) {
        if (result.label() == null || !FileResult.ACCEPT.equals(result.decision())) {
            return false;
        }
        try {
            byte[] ours = Keywords.merged(null, List.of(result.label()));
            return Arrays.equals(BoundedFile.read(keywords, ours.length), ours);
        } catch (IOException e) {
            return false;
        }
    }

    /** Its place beside a picture that lies there. */
    Path beside(Path picture) {
        String name = picture.getFileName().toString();
        String stem = stem(name);
        return picture.resolveSibling(stem + infix + (withExtension ? name.substring(stem.length()) : "") + ending);
    }

    /** What it shall hold beside the picture in its place; null when there is nothing to hold. */
    @Nullable
    Content content(FileResult result, boolean add) throws IOException {
        @Nullable String label = add && FileResult.ACCEPT.equals(result.decision()) ? result.label() : null;
        if (existing == null) {
            return label == null ? null : new Content(Keywords.merged(null, List.of(label)), null, null, null);
        }
        FileTime modified = Files.getLastModifiedTime(existing, LinkOption.NOFOLLOW_LINKS);
        byte[] kept = BoundedFile.read(existing, MOST_BYTES);
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
