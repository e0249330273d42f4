package io.github.camelhf.inference.emulator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemonstrationModelTest {

    private static final List<String> LABELS = List.of(
            "red tile", "blue tile", "white tile", "red brick wall", "natural stone", "wood flooring", "green grass");

    private final DemonstrationModel model = new DemonstrationModel();

    @Test
    void findsTheRedTileAmongOtherLabels() throws Exception {
        assertThat(best(Drawing.tiles(new Color(0xB03028)), LABELS)).isEqualTo("red tile");
        assertThat(best(Drawing.tiles(Color.RED), LABELS)).isEqualTo("red tile");
        assertThat(best(Drawing.plain(Color.RED), LABELS)).isEqualTo("red tile");
    }

    @Test
    void remembersAPictureAndNothingThatIsDoneToItsVector() throws Exception {
        byte[] red = Drawing.png(Drawing.tiles(Color.RED));
        float[] first = model.image(red);
        float[] kept = first.clone();
        first[0] = 7;

        assertThat(model.image(red)).isEqualTo(kept);
        assertThat(model.image(red.clone())).isEqualTo(kept);
        assertThat(model.image(Drawing.png(Drawing.tiles(Color.BLUE)))).isNotEqualTo(kept);
    }

    @Test
    void tellsTilesApartByColour() throws Exception {
        assertThat(best(Drawing.tiles(new Color(0x2A5CBE)), LABELS)).isEqualTo("blue tile");
        assertThat(best(Drawing.tiles(new Color(0xF4F4F0)), LABELS)).isEqualTo("white tile");
    }

    @Test
    void tellsMaterialsApartByTexture() throws Exception {
        assertThat(best(Drawing.bricks(), LABELS)).isEqualTo("red brick wall");
        assertThat(best(Drawing.boards(), LABELS)).isEqualTo("wood flooring");
        assertThat(best(Drawing.spots(new Color(0x606060), new Color(0xC0C0C0), 12), LABELS))
                .isEqualTo("natural stone");
        assertThat(best(Drawing.spots(new Color(0x205020), new Color(0x70B040), 5), LABELS))
                .isEqualTo("green grass");
    }

    @Test
    void classifiesWithItsOwnClasses() throws Exception {
        assertThat(model.classes()).hasSizeGreaterThanOrEqualTo(10).doesNotHaveDuplicates();
        assertThat(best(Drawing.gradient(new Color(0x4F8ACB), new Color(0xC4DDF0)), model.classes()))
                .isEqualTo("sky");
        assertThat(best(Drawing.spots(new Color(0xD8C08C), new Color(0xC8AC74), 2), model.classes()))
                .isEqualTo("sand");
        assertThat(best(Drawing.mosaic(), model.classes())).isEqualTo("mosaic");
        assertThat(best(Drawing.tiles(new Color(0x3D7C8C)), model.classes())).isEqualTo("ceramic tile");
    }

    @Test
    void classesAreTextsThatItKnows() {
        assertThat(model.classes().stream().map(model::text))
                .allSatisfy(vector -> assertThat(UnitVector.dot(vector, vector) - unknownPart(vector))
                        .isCloseTo(1, within(1e-5)));
    }

    @Test
    void vectorsHaveLengthOne() throws Exception {
        assertUnit(model.image(Drawing.png(Drawing.bricks())));
        assertUnit(model.image(Drawing.png(Drawing.plain(Color.BLACK))));
        assertUnit(model.image(Drawing.png(Drawing.tiles(1, 1, Color.WHITE))));
        assertUnit(model.image(Drawing.png(Drawing.tiles(1, 300, Color.GRAY))));
    }

    @Test
    void picturesLeaveTheUnknownWordsAlone() throws Exception {
        assertThat(unknownPart(model.image(Drawing.png(Drawing.mosaic())))).isZero();
    }

    @Test
    void givesTheSameVectorAgain() throws Exception {
        byte[] picture = Drawing.png(Drawing.boards());
        assertThat(new DemonstrationModel().image(picture)).containsExactly(model.image(picture));
        assertThat(new DemonstrationModel().text("dark oak")).containsExactly(model.text("dark oak"));
    }

    @Test
    void zeroShotRanksAsTheCosineDoes() throws Exception {
        float[] picture = model.image(Drawing.png(Drawing.bricks()));
        List<float[]> labels = LABELS.stream().map(model::text).toList();
        double[] scores = model.zeroShot(picture, labels);

        assertThat(scores).hasSize(LABELS.size());
        assertThat(IntStream.range(0, scores.length).mapToDouble(i -> scores[i]).sum())
                .isCloseTo(1, within(1e-9));
        List<Integer> byScore = order(i -> scores[i]);
        List<Integer> byCosine = order(i -> model.cosine(picture, labels.get(i)));
        assertThat(byScore).isEqualTo(byCosine);
    }

    @Test
    void labelsThatFitNothingShareTheScore() throws Exception {
        float[] picture = model.image(Drawing.png(Drawing.mosaic()));
        double[] scores = model.zeroShot(picture, List.of(model.text("giraffe"), model.text("sonata")));
        assertThat(scores[0]).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void zeroShotOfNoLabelsIsEmpty() throws Exception {
        assertThat(model.zeroShot(model.image(Drawing.png(Drawing.mosaic())), List.of()))
                .isEmpty();
    }

    @Test
    void similarPicturesLieNearEachOther() throws Exception {
        float[] redTiles = model.image(Drawing.png(Drawing.tiles(new Color(0xB03028))));
        float[] otherRedTiles = model.image(Drawing.png(Drawing.tiles(new Color(0xC04038))));
        float[] bricks = model.image(Drawing.png(Drawing.bricks()));
        float[] grass = model.image(Drawing.png(Drawing.spots(new Color(0x205020), new Color(0x70B040), 5)));
        assertThat(model.cosine(redTiles, otherRedTiles)).isGreaterThan(0.95);
        assertThat(model.cosine(redTiles, bricks)).isGreaterThan(model.cosine(redTiles, grass));
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 640, 2400})
    void sizeDoesNotMatter(int width) throws Exception {
        float[] vector = model.image(Drawing.png(Drawing.tiles(width, width * 3 / 4, new Color(0x5F9A78))));
        float[] usual = model.image(Drawing.png(Drawing.tiles(256, 192, new Color(0x5F9A78))));
        assertThat(model.cosine(vector, usual)).isGreaterThan(0.9);
    }

    @Test
    void cosineRefusesVectorsOfAnotherLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.cosine(new float[384], model.text("tile")))
                .withMessageContaining("384")
                .withMessageContaining("768");
    }

    @Test
    void saysThatItIsADemonstration() {
        assertThat(DemonstrationModel.NOTICE).contains("demonstration model").contains("learned nothing");
    }

    @Test
    void manyThreadsGetTheSameAnswers() throws Exception {
        List<byte[]> pictures = List.of(
                Drawing.png(Drawing.bricks()),
                Drawing.encoded(Drawing.boards(), "jpg"),
                Drawing.encoded(Drawing.mosaic(), "gif"),
                Drawing.encoded(Drawing.tiles(Color.RED), "bmp"));
        List<float[]> alone = new ArrayList<>();
        for (byte[] picture : pictures) {
            alone.add(model.image(picture));
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<float[]>> calls = IntStream.range(0, 80)
                    .<Callable<float[]>>mapToObj(i -> () -> model.image(pictures.get(i % 4)))
                    .toList();
            List<Future<float[]>> answers = threads.invokeAll(calls);
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).containsExactly(alone.get(i % 4));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private String best(BufferedImage picture, List<String> labels) throws UnreadableImageException {
        double[] scores = model.zeroShot(
                model.image(Drawing.png(picture)),
                labels.stream().map(model::text).toList());
        return labels.get(IntStream.range(0, scores.length)
                .boxed()
                .max(Comparator.comparing(i -> scores[i]))
                .orElseThrow());
    }

    private static List<Integer> order(IntToDoubleFunction value) {
        return IntStream.range(0, LABELS.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> value.applyAsDouble(i)))
                .toList();
    }

    private static double unknownPart(float[] vector) {
        double sum = 0;
        for (int i = VectorLayout.UNKNOWN_WORDS.offset(); i < vector.length; i++) {
            sum += vector[i] * vector[i];
        }
        return sum;
    }

    private static void assertUnit(float[] vector) {
        assertThat(vector).hasSize(768);
        assertThat(UnitVector.dot(vector, vector)).isCloseTo(1, within(1e-5));
    }
}
