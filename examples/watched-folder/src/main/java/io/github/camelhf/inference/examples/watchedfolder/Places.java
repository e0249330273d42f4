package io.github.camelhf.inference.examples.watchedfolder;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Hands out names that are free in the folders of sorted files, so that nothing is ever overwritten. Thread-safe; meant
 * for one process per folder.
 */
final class Places {

    private final Path root;
    private final Set<String> reserved = new HashSet<>();

    Places(Path root) {
        this.root = root;
    }

    /** The file that holds what was found out about another. */
    static Path sidecar(Path file) {
        return file.resolveSibling(file.getFileName() + ".json");
    }

    /** The place as seen from the folder of results, with {@code /} between the names on every system. */
    String relative(Path place) {
        return root.relativize(place).toString().replace(File.separatorChar, '/');
    }

    /**
     * A free name in a folder below the root, made if it is missing: the given name, else {@code name-2.jpg}, {@code
     * name-3.jpg} and so on. It stays reserved until it is released.
     */
    synchronized Path reserve(String folder, String name) throws IOException {
        Path directory = root.resolve(folder);
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new IOException("cannot make the folder " + directory + " (" + e + ")", e);
        }
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String extension = dot > 0 ? name.substring(dot) : "";
        Path place = directory.resolve(name);
        for (int number = 2; !isFree(place); number++) {
            place = directory.resolve(stem + "-" + number + extension);
        }
        reserved.add(key(place));
        reserved.add(key(sidecar(place)));
        return place;
    }

    synchronized void release(Path place) {
        reserved.remove(key(place));
        reserved.remove(key(sidecar(place)));
    }

    /**
     * A sidecar without its file is what an interrupted run left: it may be written anew. One that has a sidecar of its
     * own is no sidecar but a file that somebody dropped under such a name.
     */
    private boolean isFree(Path place) {
        Path sidecar = sidecar(place);
        return !Files.exists(place)
                && !reserved.contains(key(place))
                && !reserved.contains(key(sidecar))
                && !Files.exists(sidecar(sidecar));
    }

    /** Without regard to case, as some file systems have it. */
    private static String key(Path place) {
        return place.toString().toLowerCase(Locale.ROOT);
    }
}
