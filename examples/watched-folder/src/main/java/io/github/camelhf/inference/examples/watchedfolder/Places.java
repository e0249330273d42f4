package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import io.github.camelhf.inference.examples.watchedfolder.audit.Sidecar;
import io.github.camelhf.inference.examples.watchedfolder.files.Boundary;
import io.github.camelhf.inference.examples.watchedfolder.files.FailureText;
import io.github.camelhf.inference.examples.watchedfolder.files.UnsafePathException;
import io.github.camelhf.inference.examples.watchedfolder.xmp.Keywords;
import io.github.camelhf.inference.examples.watchedfolder.xmp.Neighbours;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Hands out names that are free in the folders of sorted files, so that nothing is ever overwritten. Thread-safe; meant
 * for one process per folder.
 */
final class Places {

    /** What is longer is no extension but part of the name. */
    private static final int LONGEST_EXTENSION = 20;

    private final Path root;
    private final Boundary boundary;
    private final boolean make;
    private final int longestName;
    private final Map<Path, Set<String>> reserved = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Set<Path> leaving = ConcurrentHashMap.newKeySet();

    /**
     * @param make whether to make folders that are missing; else names are only thought about
     * @param longestName bytes of a name in UTF-8 that the file system takes
     */
    Places(Path root, boolean make, int longestName) {
        this.longestName = longestName;
        this.root = root;
        this.boundary = new Boundary(root);
        this.make = make;
    }

    /** The place as seen from the folder of results, with {@code /} between the names on every system. */
    String relative(Path place) {
        return root.relativize(place).toString().replace(File.separatorChar, '/');
    }

    /**
     * A free name in a folder below the root, made if it is missing: the given name, else {@code name-2.jpg}, {@code
     * name-3.jpg} and so on, shortened where the names beside it would be too long for a file system. It stays reserved until it is released, with those of its sidecar and of further files beside it.
     */
    synchronized Path reserve(String folder, String name, Function<Path, List<Path>> companions) throws IOException {
        Path directory = root.resolve(folder);
        if (make) {
            make(directory);
        }
        int dot = name.lastIndexOf('.');
        boolean extended = dot > 0 && name.length() - dot <= LONGEST_EXTENSION;
        String stem = extended ? name.substring(0, dot) : name;
        String extension = extended ? name.substring(dot) : "";
        Path place = fitting(directory, stem, extension, companions);
        for (int number = 2; !isFree(place, companions.apply(place)); number++) {
            place = fitting(directory, stem, "-" + number + extension, companions);
        }
        Set<String> keys = new HashSet<>(Set.of(key(place), key(Sidecar.of(place))));
        companions.apply(place).forEach(beside -> keys.add(key(beside)));
        reserved.put(place, keys);
        taken.addAll(keys);
        return place;
    }

    /** Keeps a name, with that of its sidecar, from everybody until it is released. */
    synchronized void hold(Path place) {
        Set<String> keys = Set.of(key(place), key(Sidecar.of(place)));
        reserved.put(place, keys);
        taken.addAll(keys);
    }

    /** With as much of the stem as leaves room for the names of the files beside it. */
    private Path fitting(Path directory, String stem, String ending, Function<Path, List<Path>> companions) {
        String kept = stem;
        Path place = directory.resolve(kept + ending);
        while (!fits(Sidecar.of(place)) || !companions.apply(place).stream().allMatch(this::fits)) {
            kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
            place = directory.resolve(kept + ending);
        }
        return place;
    }

    private boolean fits(Path file) {
        return file.getFileName().toString().getBytes(StandardCharsets.UTF_8).length <= longestName;
    }

    /** A picture is about to leave; until it {@link #hasLeft} what lies beside it there is its own. */
    void leaves(Path source) {
        leaving.add(source);
    }

    boolean isLeaving(Path source) {
        return leaving.contains(source);
    }

    void hasLeft(Path source) {
        leaving.remove(source);
    }

    synchronized void release(Path place) {
        Set<String> keys = reserved.remove(place);
        if (keys != null) {
            taken.removeAll(keys);
        }
    }

    private void make(Path directory) throws IOException {
        try {
            boundary.makeFolder(directory);
        } catch (UnsafePathException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("cannot make the folder " + directory + ": " + FailureText.of(e), e);
        }
    }

    /**
     * A result without its file was left by somebody who took the file away: it may be written anew, as may the keywords beside
     * it unless somebody changed them. What is no result of ours, or no keywords of ours, belongs to somebody. Nor may what lies
     * there seem to belong to the picture, or what comes with the picture to one that lies there.
     */
    private boolean isFree(Path place, List<Path> companions) {
        Path sidecar = Sidecar.of(place);
        if (Boundary.exists(place)
                || taken.contains(key(place))
                || taken.contains(key(sidecar))
                || companions.stream().anyMatch(beside -> taken.contains(key(beside)))) {
            return false;
        }
        if (companions.stream()
                        .anyMatch(beside -> Neighbours.rivals(place, beside).anyMatch(this::isThere))
                || Keywords.all(place, this::isThere).stream().anyMatch(found -> !companions.contains(found))
                || !Neighbours.edits(place).isEmpty()) {
            return false;
        }
        Optional<FileResult> orphan = Sidecar.read(sidecar);
        return (orphan.isPresent() || !Boundary.exists(sidecar))
                && companions.stream()
                        .allMatch(beside -> !Boundary.exists(beside)
                                || orphan.filter(result -> KeywordsFile.isOurs(beside, result))
                                        .isPresent());
    }

    private boolean isThere(Path picture) {
        return taken.contains(key(picture)) || Boundary.exists(picture);
    }

    /** Without regard to case, as some file systems have it. */
    private static String key(Path place) {
        return place.toString().toLowerCase(Locale.ROOT);
    }
}
