package io.github.camelhf.inference.examples.catalogue;

import io.github.camelhf.inference.examples.catalogue.compare.LabelVectors;
import io.github.camelhf.inference.examples.catalogue.compare.Labelling;
import io.github.camelhf.inference.examples.catalogue.compare.Neighbours;
import io.github.camelhf.inference.examples.catalogue.compare.Projection;
import io.github.camelhf.inference.examples.catalogue.shelf.Hit;
import io.github.camelhf.inference.examples.catalogue.shelf.Shelf;
import io.github.camelhf.inference.examples.catalogue.shelf.Snapshot;
import io.github.camelhf.inference.examples.catalogue.shelf.Vectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is computed from the whole shelf, each part again only when the shelf has changed. Safe for many threads. */
final class ShelfView {

    private final Shelf shelf;
    private final LabelVectors labelVectors;
    private final Cached<Labelling> labelling = new Cached<>();
    private final Cached<Neighbours> neighbours = new Cached<>();
    private final Cached<MapOfShelf> map = new Cached<>();
    private volatile List<String> labels;
    private volatile double sharpness;

    /** @param labels the first ones, whose vectors need not be known yet */
    ShelfView(Shelf shelf, LabelVectors labelVectors, List<String> labels, double sharpness) {
        this.shelf = shelf;
        this.labelVectors = labelVectors;
        this.labels = List.copyOf(labels);
        this.sharpness = sharpness;
    }

    /** The last value of something that takes time, and for which state of the shelf it holds. */
    private static final class Cached<T> {
        private volatile @Nullable T value;
        private long changes = -1;

        synchronized T get(Shelf shelf, Function<Snapshot, T> made) {
            long now = shelf.changes();
            T known = value;
            if (known == null || changes != now) {
                try (Snapshot snapshot = shelf.snapshot()) {
                    known = made.apply(snapshot);
                }
                value = known;
                changes = now;
            }
            return known;
        }

        /** However old, and at once. */
        @Nullable
        T last() {
            return value;
        }

        /** Has it made again when it is wanted; the last value stays for those who do not wait. */
        synchronized void outdate() {
            changes = -1;
        }
    }

    /** A point for each product. */
    record MapOfShelf(List<String> files, float[][] points) {}

    List<String> labels() {
        return labels;
    }

    double sharpness() {
        return sharpness;
    }

    void sharpness(double measured) {
        sharpness = measured;
        labelling.outdate();
    }

    /** Labels again; their vectors must be known. */
    void labels(List<String> wanted) {
        labels = List.copyOf(wanted);
        labelling.outdate();
    }

    /** Nothing is labelled while a label has no vector. */
    boolean isLabelled() {
        return !labels.isEmpty() && labelVectors.missing(labels).isEmpty();
    }

    Labelling labelling() {
        return labelling.get(shelf, snapshot -> {
            List<String> now = labels;
            return Labelling.of(snapshot, now, labelVectors.of(now), sharpness);
        });
    }

    /** As it was labelled last: a search does not wait until all is labelled again. Empty before that. */
    String labelOf(String file) {
        Labelling last = labelling.last();
        return last == null ? "" : last.labelOf(file);
    }

    List<Hit> nearestOfLabel(String label, float[] unit, int count) {
        if (!isLabelled() || !labels.contains(label)) {
            throw new BadQuestionException("There is no label " + label + " at present; choose one of the list");
        }
        Labelling now = labelling();
        List<Hit> hits = new ArrayList<>();
        try (Snapshot snapshot = shelf.snapshot()) {
            List<String> files = snapshot.files();
            float[] scores = new float[files.size()];
            snapshot.scan((place, vector) -> scores[place] = Vectors.cosine(vector, unit));
            for (int i = 0; i < scores.length; i++) {
                if (now.labelOf(files.get(i)).equals(label)) {
                    hits.add(new Hit(files.get(i), scores[i]));
                }
            }
        }
        hits.sort(Comparator.comparingDouble(Hit::score).reversed());
        return List.copyOf(hits.subList(0, Math.min(count, hits.size())));
    }

    Neighbours neighbours() {
        return neighbours.get(shelf, Neighbours::of);
    }

    MapOfShelf map() {
        return map.get(shelf, snapshot -> new MapOfShelf(snapshot.files(), Projection.of(snapshot)));
    }
}
