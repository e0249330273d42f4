package io.github.camelhf.inference.examples.watchedfolder.xmp;

import io.github.camelhf.inference.examples.watchedfolder.files.Boundary;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Files that photo programs put beside a picture, by their names. One belongs to the closest picture that is there: {@code
 * a.jpg.xmp} to {@code a.jpg}, and only without that to {@code a.jpg.webp}.
 *
 * <p>RawTherapee, ART and DxO PhotoLab append their ending to the picture's whole name; darktable names the file of a duplicate
 * {@code a_01.jpg.xmp}; Google Takeout writes {@code a.jpg.json} and {@code a.jpg.supplemental-metadata.json}. Source: reports of
 * those programs' users, collected 2026-11-26.
 */
public final class Neighbours {

    /** What RawTherapee, DxO PhotoLab and ART write. */
    public static final List<String> EDITS = List.of(".pp3", ".dop", ".arp");

    private static final List<String> ENDINGS =
            Stream.concat(Stream.of(".xmp", ".json"), EDITS.stream()).toList();

    /** darktable counts duplicates with two digits. */
    private static final int MOST_DUPLICATES = 99;

    private Neighbours() {}

    /** Whether a file of this name belongs to a picture and is none. */
    public static boolean isOne(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(lower::endsWith);
    }

    /** Edits of a picture by other programs that go with it as they are. */
    public static List<Path> edits(Path picture) {
        String name = picture.getFileName().toString();
        return EDITS.stream()
                .map(ending -> picture.resolveSibling(name + ending))
                .filter(Boundary::isFile)
                .toList();
    }

    /** The XMP files of darktable's duplicates. Looked for only beside the file of the first, which every edit writes, too. */
    public static List<Path> duplicates(Path picture) {
        if (!Boundary.isFile(Keywords.sidecar(picture))) {
            return List.of();
        }
        String name = picture.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String extension = name.substring(stem.length());
        return IntStream.rangeClosed(1, MOST_DUPLICATES)
                .mapToObj(number -> String.format(Locale.ROOT, "%s_%02d%s", stem, number, extension))
                .filter(owner -> !Boundary.exists(picture.resolveSibling(owner)))
                .map(owner -> picture.resolveSibling(owner + ".xmp"))
                .filter(Boundary::isFile)
                .toList();
    }

    /** What a download from Google Photos tells about a picture: its place would be that of a result, so it stays. */
    public static List<Path> takeout(Path picture) {
        String name = picture.getFileName().toString();
        return Stream.of(name + ".json", name + ".supplemental-metadata.json")
                .map(picture::resolveSibling)
                .filter(Boundary::isFile)
                .toList();
    }
}
