package io.github.camelhf.inference.examples.watchedfolder.journal;

import io.github.camelhf.inference.examples.watchedfolder.xmp.Neighbours;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The names of files that go with a picture. */
final class Companions {

    private static final String XMP = ".xmp";

    private static final List<String> ENDINGS =
            Stream.concat(Stream.of(XMP), Neighbours.EDITS.stream()).toList();

    private static final List<String> STEM_ENDINGS =
            Stream.concat(Stream.of(XMP), Neighbours.STEM_EDITS.stream()).toList();

    private Companions() {}

    /**
     * Whether a file lies beside a picture and has a name that this program gives: {@code a.jpg.xmp}, {@code a.xmp}, {@code
     * a_01.jpg.xmp} of a duplicate, or that of an edit by another program, {@code a.jpg.pp3} or {@code a.aae}. Endings may be in capitals.
     */
    static boolean isBeside(Path file, Path picture) {
        String name = file.getFileName().toString();
        String own = picture.getFileName().toString();
        if (!picture.resolveSibling(name).equals(file)) {
            return false;
        }
        int dot = own.lastIndexOf('.');
        String stem = dot > 0 ? own.substring(0, dot) : own;
        return ENDINGS.contains(behind(own, name))
                || STEM_ENDINGS.contains(behind(stem, name))
                || isDuplicate(behind(stem, name), own.substring(stem.length()));
    }

    /** In small letters; nothing when it does not begin like that. */
    private static String behind(String beginning, String name) {
        return name.startsWith(beginning) ? name.substring(beginning.length()).toLowerCase(Locale.ROOT) : "";
    }

    private static boolean isDuplicate(String ending, String extension) {
        return ending.matches("_\\d\\d.*") && ending.substring(3).equals(extension.toLowerCase(Locale.ROOT) + XMP);
    }
}
