package io.github.camelhf.inference.examples.watchedfolder.journal;

import io.github.camelhf.inference.examples.watchedfolder.xmp.Neighbours;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The names of files that go with a picture. */
final class Companions {

    private static final List<String> ENDINGS =
            Stream.concat(Stream.of(".xmp"), Neighbours.EDITS.stream()).toList();

    private Companions() {}

    /** Whether a file lies beside a picture and has the name of one of its XMP files, or of an edit by another program. */
    static boolean isBeside(Path file, Path picture) {
        String name = file.getFileName().toString();
        String own = picture.getFileName().toString();
        int dot = own.lastIndexOf('.');
        String stem = dot > 0 ? own.substring(0, dot) : own;
        return picture.resolveSibling(name).equals(file)
                && !name.equals(own)
                && name.startsWith(stem)
                && ENDINGS.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith);
    }
}
