package io.github.camelhf.inference.examples.pictures;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A folder and those below it, in which a route may move files at any moment: {@code Files.walk} fails on one that has gone. */
public final class Tree {

    private Tree() {}

    /** All files that are there now, such as {@code sorted/red-tile/red.png}, in order; none where there is no folder. */
    public static List<String> files(Path root) {
        return below(root.toFile())
                .map(file -> root.relativize(file.toPath()).toString().replace('\\', '/'))
                .sorted()
                .toList();
    }

    private static Stream<File> below(File place) {
        File[] inside = place.listFiles();
        return inside == null
                ? Stream.of(place).filter(File::isFile)
                : Arrays.stream(inside).flatMap(Tree::below);
    }
}
