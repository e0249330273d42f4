package io.github.camelhf.inference.examples.catalogue.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.camelhf.inference.examples.catalogue.compare.Neighbours.Group;
import io.github.camelhf.inference.examples.catalogue.shelf.Hit;
import io.github.camelhf.inference.examples.catalogue.shelf.Product;
import io.github.camelhf.inference.examples.catalogue.shelf.Shelf;
import io.github.camelhf.inference.examples.catalogue.shelf.Snapshot;
import io.github.camelhf.inference.examples.catalogue.shelf.Vectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels, near-identical products and the map, of a few vectors of which everything can be computed by hand. */
class CompareTest {

    private static final float[] RED = {1, 0, 0, 0};
    private static final float[] BLUE = {0, 1, 0, 0};

    @TempDir
    Path folder;

    private Shelf shelf;

    @BeforeEach
    void fill() {
        shelf = Shelf.open(folder);
        put("a-red", 1, 0, 0, 0);
        put("b-red", 0.99f, 0.01f, 0, 0);
        put("c-red", 0.97f, 0.1f, 0.1f, 0);
        put("d-blue", 0, 1, 0, 0);
        put("e-both", 0.71f, 0.7f, 0, 0);
        put("f-alone", 0, 0, 0.2f, 1);
        shelf.refresh();
    }

    private void put(String file, float... vector) {
        shelf.put(new Product(file, file, 1, 1), vector);
    }

    @AfterEach
    void close() throws IOException {
        shelf.close();
    }

    @Test
    void theBestLabelWinsAndItsLeadSaysHowSurelyItDoes() {
        try (Snapshot snapshot = shelf.snapshot()) {
            Labelling labelling = Labelling.of(snapshot, List.of("red", "blue"), List.of(RED, BLUE), 11);

            assertThat(labelling.labelOf("a-red")).isEqualTo("red");
            assertThat(labelling.labelOf("d-blue")).isEqualTo("blue");
            assertThat(labelling.labelOf("came-later")).isEmpty();
            assertThat(labelling.counts()).isEqualTo(Map.of("red", 5, "blue", 1));
            assertThat(labelling.all().get(4).margin())
                    .as("neither red nor blue")
                    .isLessThan(0.1f);
            assertThat((double) labelling.all().get(0).score()).isEqualTo(1 / (1 + Math.exp(-11)), within(1e-6));
        }
    }

    @Test
    void theSharpnessOfAnEndpointIsFoundInItsScores() {
        float[][] labels = {RED, BLUE, {0.6f, 0.8f, 0, 0}};
        float[] product = Vectors.unit(new float[] {0.7f, 0.6f, 0.4f, 0});
        List<Double> cosines = List.of(
                (double) Vectors.cosine(product, labels[0]), (double) Vectors.cosine(product, labels[1]), (double)
                        Vectors.cosine(product, labels[2]));
        for (double sharpness : new double[] {1, 11, 30}) {
            double[] scores = Labelling.softmax(product, labels, sharpness);

            assertThat(Sharpness.of(cosines, List.of(scores[0], scores[1], scores[2])))
                    .isEqualTo(sharpness, within(0.01));
        }
        assertThat(Sharpness.of(List.of(0.5, 0.5), List.of(0.5, 0.5))).isNaN();
    }

    @Test
    void aLowerThresholdJoinsMoreProducts() {
        try (Snapshot snapshot = shelf.snapshot()) {
            Neighbours neighbours = Neighbours.of(snapshot);

            assertThat(neighbours.groups(0.9999)).extracting(Group::files).containsExactly(List.of("a-red", "b-red"));
            assertThat(neighbours.groups(0.98))
                    .extracting(Group::files)
                    .containsExactly(List.of("a-red", "b-red", "c-red"));
            assertThat(neighbours.groups(0.98).get(0).likeness()).isBetween(0.98, 0.999);
            assertThat(neighbours.groups(0.5))
                    .hasSize(1)
                    .first()
                    .satisfies(group -> assertThat(group.files()).hasSize(5));
            assertThat(neighbours.loneliest(1)).extracting(Hit::file).containsExactly("f-alone");
        }
    }

    @Test
    void whatIsAlikeLiesTogetherOnTheMap() {
        try (Snapshot snapshot = shelf.snapshot()) {
            float[][] map = Projection.of(snapshot);

            assertThat(distance(map[0], map[1])).isLessThan(0.1);
            assertThat(distance(map[0], map[3])).isGreaterThan(0.5);
            assertThat(distance(map[0], map[5])).isGreaterThan(0.5);
        }
    }

    @Test
    void labelsKeepTheirVectorsOverAStart() throws IOException {
        LabelVectors vectors = new LabelVectors(folder);
        assertThat(vectors.missing(List.of("red", "blue"))).containsExactly("red", "blue");
        vectors.keep(List.of("red"), List.of(new float[] {2, 0, 0, 0}));

        LabelVectors later = new LabelVectors(folder);
        assertThat(later.missing(List.of("red", "blue"))).containsExactly("blue");
        assertThat(later.of(List.of("red")).get(0)).isEqualTo(RED);
    }

    private static double distance(float[] one, float[] other) {
        return Math.hypot(one[0] - other[0], one[1] - other[1]);
    }
}
