package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.files.Boundary;
import io.github.camelhf.inference.examples.watchedfolder.xmp.Neighbours;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Files that stayed in the inbox, each with the reason. Thread-safe. */
final class LeftFiles {

    /** Reasons that are shown. */
    private static final int MOST_REASONS = 3;

    private final Map<String, String> reasons = new LinkedHashMap<>();

    synchronized void add(String name, String reason) {
        reasons.put(name, reason);
    }

    /** It was filed after all. */
    synchronized void remove(String name) {
        reasons.remove(name);
    }

    synchronized boolean isEmpty() {
        return reasons.isEmpty();
    }

    /** Adds what lies in an inbox although nothing is left to do: names that Java or the route cannot use. */
    synchronized void addUntaken(Path inbox, IgnoredNames ignored) throws IOException {
        try (Stream<Path> files = untaken(inbox, ignored)) {
            files.map(file -> file.getFileName().toString()).forEach(name -> reasons.putIfAbsent(name, reason(name)));
        }
    }

    /** What belongs to pictures by its name and lies in an inbox without any; in order. */
    static List<String> withoutPicture(Path inbox) throws IOException {
        Set<String> alone = new TreeSet<>();
        Map<String, List<String>> byOwner = new HashMap<>();
        try (Stream<Path> files = Files.list(inbox)) {
            names(files).filter(Neighbours::isOne).forEach(name -> {
                alone.add(name);
                owners(name)
                        .forEach(owner -> byOwner.computeIfAbsent(owner, none -> new ArrayList<>())
                                .add(name));
            });
        }
        // Once more, so that a backlog of pictures takes no memory.
        try (Stream<Path> files = Files.list(inbox)) {
            names(files)
                    .filter(name -> !Neighbours.isOne(name))
                    .flatMap(name -> Stream.of(name, name.substring(0, Math.max(0, name.lastIndexOf('.')))))
                    .forEach(owner -> byOwner.getOrDefault(owner, List.of()).forEach(alone::remove));
        }
        return List.copyOf(alone);
    }

    private static Stream<String> names(Stream<Path> files) {
        return files.filter(Boundary::isFile)
                .map(file -> file.getFileName().toString())
                .filter(name -> !name.startsWith("."));
    }

    /** What its picture may be called: each beginning that ends at a dot, without the number of a duplicate, too. */
    private static Stream<String> owners(String name) {
        return IntStream.range(1, name.length())
                .filter(end -> name.charAt(end) == '.')
                .mapToObj(end -> name.substring(0, end))
                .flatMap(owner -> Stream.of(owner, owner.replaceFirst("_\\d\\d(?=\\.[^.]*$|$)|\\(\\d+\\)$", "")));
    }

    /** Files that the route would take. */
    static long count(Path inbox, IgnoredNames ignored) throws IOException {
        try (Stream<Path> files = untaken(inbox, ignored)) {
            return files.count();
        }
    }

    @SuppressWarnings("StreamResourceLeak") // the caller closes it
    private static Stream<Path> untaken(Path inbox, IgnoredNames ignored) throws IOException {
        return Files.list(inbox)
                .filter(file -> ignored.takes(file.getFileName().toString()))
                .filter(Files::isRegularFile);
    }

    private static String reason(String name) {
        return name.indexOf('\uFFFD') >= 0
                ? "the name is no text in the encoding of this system, rename it"
                : "it was not taken in this run; start again, with --verbose if it stays once more";
    }

    /** A sentence for each of the first few reasons, with the name of a file. */
    synchronized List<String> sentences() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        Map<String, String> first = new LinkedHashMap<>();
        reasons.forEach((name, reason) -> {
            names.computeIfAbsent(kind(reason), kind -> new ArrayList<>()).add(name);
            first.putIfAbsent(kind(reason), reason);
        });
        return names.entrySet().stream()
                .limit(MOST_REASONS)
                .map(entry -> first.get(entry.getKey()) + " (" + some(entry.getValue()) + ")")
                .toList();
    }

    private static String some(List<String> names) {
        return names.size() == 1 ? names.get(0) : names.get(0) + " and " + (names.size() - 1) + " more";
    }

    /** Without what is different in each answer. */
    private static String kind(String reason) {
        return reason.replaceAll("\\[request [^\\]]*\\]", "");
    }
}
