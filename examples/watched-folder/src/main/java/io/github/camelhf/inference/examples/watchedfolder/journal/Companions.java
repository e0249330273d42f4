package io.github.camelhf.inference.examples.watchedfolder.journal;

import java.nio.file.Path;
import java.util.Locale;

/** The names of files that go with a picture. */
final class Companions {

    private Companions() {}

    /** Whether a file lies beside a picture and has the name of one of its XMP files. */
    static boolean isBeside(Path file, Path picture) {
        String name = file.getFileName().toString();
        String own = picture.getFileName().toString();
        int dot = own.lastIndexOf('.');
        String stem = dot > 0 ? own.substring(0, dot) : own;
        return picture.resolveSibling(name).equals(file)
                && !name.equals(own)
                && name.startsWith(stem)
                && name.toLowerCase(Locale.ROOT).endsWith(".xmp");
    }
}
