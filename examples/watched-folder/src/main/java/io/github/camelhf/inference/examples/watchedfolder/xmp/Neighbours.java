package io.github.camelhf.inference.examples.watchedfolder.xmp;

import io.github.camelhf.inference.examples.watchedfolder.files.Boundary;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Files that photo programs put beside a picture, by their names. One belongs to the closest picture that is there: {@code
 * a.jpg.xmp} to {@code a.jpg}, and only without that to {@code a.jpg.webp}.
 *
 * <p>RawTherapee, ART and DxO PhotoLab append their ending to the picture's whole name; darktable names the file of a duplicate
 * {@code a_01.jpg.xmp}; Google Takeout writes {@code a.jpg.json}, {@code
 * a.json} and {@code a.jpg.supplemental-metadata.json}. Source: reports of
 * those programs' users, collected 2026-11-26.
 */
public final class Neighbours {

    /** What RawTherapee, DxO PhotoLab and ART write. */
    public static final List<String> EDITS = List.of(".pp3", ".dop", ".arp");

    /** What stands behind a picture's name without its extension: what Photos of Apple writes. */
    public static final List<String> STEM_EDITS = List.of(".aae");

    private static final List<String> ENDINGS = Stream.of(List.of(".xmp", ".json"), EDITS, STEM_EDITS)
            .flatMap(List::stream)
            .toList();

    /** darktable counts duplicates with two digits. */
    private static final int MOST_DUPLICATES = 99;

    /** Endings of names that pictures have, also those as the sensor saw them, in small letters. */
    private static final List<String> PICTURES = List.of(
            ".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".avif", ".jxl",
            ".3fr", ".arw", ".cr2", ".cr3", ".crw", ".dng", ".erf", ".iiq", ".mrw", ".nef", ".nrw", ".orf", ".pef",
            ".raf", ".raw", ".rw2", ".rwl", ".sr2", ".srf", ".srw", ".x3f");

    /** A duplicate's file, by its number and the ending of its picture. */
    private static final Pattern DUPLICATE = Pattern.compile("(.+)_\\d\\d(\\.[^.]*)?");

    private Neighbours() {}

    /**
     * Pictures, other than this one, to which a file beside it would seem to belong if they were there: as near as this one, or
     * nearer. Whether they are is for the caller to find out.
     */
    public static Stream<Path> rivals(Path picture, Path beside) {
        String name = beside.getFileName().toString();
        String owner = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        if (owner.isEmpty() || owner.equals(picture.getFileName().toString())) {
            return Stream.empty();
        }
        Stream<String> extended = PICTURES.stream().flatMap(ending -> inBothCases(owner, ending));
        Matcher duplicate = DUPLICATE.matcher(owner);
        Stream<String> first = duplicate.matches()
                ? Stream.of(duplicate.group(1) + Objects.requireNonNullElse(duplicate.group(2), ""))
                : Stream.empty();
        return Stream.of(Stream.of(owner), extended, first)
                .flatMap(names -> names)
                .map(picture::resolveSibling)
                .filter(other -> !other.equals(picture));
    }

    /** Whether a file of this name belongs to a picture and is none. */
    public static boolean isOne(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(lower::endsWith);
    }

    /** Edits of a picture by other programs that go with it as they are. */
    public static List<Path> edits(Path picture) {
        String name = picture.getFileName().toString();
        return Stream.concat(
                        EDITS.stream().map(ending -> inBothCases(name, ending)),
                        STEM_EDITS.stream().map(ending -> inBothCases(stem(name), ending)))
                .flatMap(names -> names.map(picture::resolveSibling)
                        .filter(Boundary::isFile)
                        .limit(1))
                .toList();
    }

    private static Stream<String> inBothCases(String beginning, String ending) {
        return Stream.of(beginning + ending, beginning + ending.toUpperCase(Locale.ROOT));
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /**
     * The XMP files of darktable's duplicates. Beside the file of the first all are looked for, without it the next one only: a
     * hundred looks at the disk for each picture would be too many.
     *
     * @param isPicture whether a picture lies there, or did a moment ago, so that what is beside it is its own
     */
    public static List<Path> duplicates(Path picture, Predicate<Path> isPicture) {
        String name = picture.getFileName().toString();
        String stem = stem(name);
        String extension = name.substring(stem.length());
        return IntStream.rangeClosed(1, Boundary.isFile(Keywords.sidecar(picture)) ? MOST_DUPLICATES : 1)
                .mapToObj(number -> String.format(Locale.ROOT, "%s_%02d%s", stem, number, extension))
                .filter(owner -> Boundary.isFile(picture.resolveSibling(owner + ".xmp"))
                        && !Boundary.exists(picture.resolveSibling(owner))
                        && !isPicture.test(picture.resolveSibling(owner)))
                .map(owner -> picture.resolveSibling(owner + ".xmp"))
                .toList();
    }

    /** What a download from Google Photos tells about a picture: its place would be that of a result, so it stays. */
    public static List<Path> takeout(Path picture) {
        String name = picture.getFileName().toString();
        String stem = stem(name);
        // Its names are cut where they would be too long.
        return Stream.of(
                        name + ".json",
                        name + ".supplemental-metadata.json",
                        name + ".supplemental-meta.json",
                        stem + ".json")
                .distinct()
                .map(picture::resolveSibling)
                .filter(Boundary::isFile)
                .toList();
    }
}
