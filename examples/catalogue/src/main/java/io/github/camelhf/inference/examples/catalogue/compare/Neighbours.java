package io.github.camelhf.inference.examples.catalogue.compare;

import io.github.camelhf.inference.examples.catalogue.shelf.Hit;
import io.github.camelhf.inference.examples.catalogue.shelf.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The nearest few others of each product. Immutable; making it asks the graph once for each product. */
public final class Neighbours {

    /** Of a group of more near-identical products each knows so many, and they hang together through each other. */
    private static final int KEPT = 8;

    private final List<String> files;
    private final List<List<Hit>> nearest;
    private final Map<String, Integer> places = new HashMap<>();

    private Neighbours(List<String> files, List<List<Hit>> nearest) {
        this.files = files;
        this.nearest = nearest;
        for (int i = 0; i < files.size(); i++) {
            places.put(files.get(i), i);
        }
    }

    /** Asks for each product of the shelf. */
    public static Neighbours of(Snapshot shelf) {
        List<String> files = shelf.files();
        List<List<Hit>> nearest = new ArrayList<>(Collections.nCopies(files.size(), List.of()));
        shelf.scan((place, vector) -> {
            String self = files.get(place);
            nearest.set(
                    place,
                    shelf.nearest(vector.clone(), KEPT + 1).stream()
                            .filter(hit -> !hit.file().equals(self))
                            .toList());
        });
        return new Neighbours(files, nearest);
    }

    /**
     * Products that are near-identical, directly or through others.
     *
     * @param likeness the least cosine of the two that hang most loosely together
     * @param files at least two, in order
     */
    public record Group(double likeness, List<String> files) {}

    /** All groups at a threshold, the most alike first. */
    public List<Group> groups(double threshold) {
        int[] parents = new int[files.size()];
        double[] loosest = new double[files.size()];
        for (int i = 0; i < parents.length; i++) {
            parents[i] = i;
            loosest[i] = 1;
        }
        List<Pair> pairs = pairs(threshold);
        for (Pair pair : pairs) {
            int one = root(parents, pair.one);
            int other = root(parents, pair.other);
            if (one != other) {
                parents[other] = one;
                // Pairs come in falling order, so this one is the loosest of its group.
                loosest[one] = pair.likeness;
            }
        }
        Map<Integer, List<String>> members = new LinkedHashMap<>();
        for (int i = 0; i < parents.length; i++) {
            members.computeIfAbsent(root(parents, i), root -> new ArrayList<>()).add(files.get(i));
        }
        List<Group> groups = new ArrayList<>();
        members.forEach((root, names) -> {
            if (names.size() > 1) {
                groups.add(new Group(loosest[root], names.stream().sorted().toList()));
            }
        });
        groups.sort(Comparator.comparingDouble(Group::likeness).reversed());
        return groups;
    }

    private record Pair(int one, int other, double likeness) {}

    private List<Pair> pairs(double threshold) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            for (Hit hit : nearest.get(i)) {
                Integer other = places.get(hit.file());
                if (hit.score() >= threshold && other != null) {
                    pairs.add(new Pair(i, other, hit.score()));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::likeness).reversed());
        return pairs;
    }

    private static int root(int[] parents, int place) {
        int root = place;
        while (parents[root] != root) {
            parents[root] = parents[parents[root]];
            root = parents[root];
        }
        return root;
    }

    /** Products whose nearest other is farthest away, with that distance's cosine, the loneliest first. */
    public List<Hit> loneliest(int count) {
        List<Hit> all = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            List<Hit> others = nearest.get(i);
            all.add(new Hit(files.get(i), others.isEmpty() ? -1 : others.get(0).score()));
        }
        all.sort(Comparator.comparingDouble(Hit::score));
        return all.subList(0, Math.min(count, all.size()));
    }
}
