package io.github.camelhf.inference.examples.catalogue.shelf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shelf keeps, through ends of every kind, and what it does not take. */
class ShelfTest {

    private static final ModelCard SIGLIP = new ModelCard("google/siglip2", unit(1, 16));

    @TempDir
    Path folder;

    @Test
    void whatWasCommittedIsThereAtTheNextStart() throws IOException {
        try (Shelf shelf = Shelf.open(folder)) {
            shelf.put(product("red.png", "hash-1"), unit(10, 16));
            shelf.put(product("blue.png", "hash-2"), unit(20, 16));
            commit(shelf);
            shelf.put(product("late.png", "hash-3"), unit(30, 16));
        }
        try (Shelf shelf = Shelf.open(folder)) {
            assertThat(shelf.files()).containsExactly("blue.png", "red.png");
            assertThat(shelf.has("red.png", 5, 7)).isTrue();
            assertThat(shelf.has("red.png", 5, 8)).as("changed since").isFalse();
            assertThat(shelf.has("late.png", 5, 7)).as("never committed").isFalse();
            assertThat(shelf.model().orElseThrow().probe()).isEqualTo(SIGLIP.probe());
            Hit best = shelf.nearest(unit(10, 16), 1).get(0);
            assertThat(best.file()).isEqualTo("red.png");
            assertThat(best.score()).isEqualTo(1, within(1e-5));
        }
    }

    @Test
    void aWarmShelfFindsWhatAColdOneFindsAndMayBeClosedMeanwhile() throws Exception {
        Shelf shelf = Shelf.open(folder);
        for (int i = 0; i < 1000; i++) {
            shelf.put(product(i + ".png", "hash-" + i), unit(i, 16));
        }
        shelf.refresh();
        shelf.warm();
        assertThat(shelf.nearest(unit(500, 16), 1)).extracting(Hit::file).containsExactly("500.png");

        CompletableFuture<Void> warming = CompletableFuture.runAsync(shelf::warm);
        shelf.close();
        warming.get(1, TimeUnit.MINUTES);
        shelf.warm();
    }

    @Test
    void aFileThatChangedOrWentIsThereOnceOrNotAtAll() throws IOException {
        try (Shelf shelf = Shelf.open(folder)) {
            shelf.put(product("red.png", "hash-1"), unit(10, 16));
            shelf.put(product("red.png", "hash-2"), unit(20, 16));
            shelf.put(product("gone.png", "hash-3"), unit(30, 16));
            shelf.remove("gone.png");
            shelf.refresh();

            assertThat(shelf.vectorOfContent("hash-1")).isEmpty();
            assertThat(shelf.vectorOfContent("hash-2")).isPresent();
            assertThat(shelf.vectorOfContent("hash-3")).isEmpty();
            assertThat(shelf.nearest(unit(10, 16), 5)).extracting(Hit::file).containsExactly("red.png");
        }
    }

    @Test
    void aSecondProcessIsTurnedAway() throws IOException {
        try (Shelf shelf = Shelf.open(folder)) {
            assertThat(shelf.size()).isZero();
            assertThatThrownBy(() -> Shelf.open(folder))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("Another catalogue is at work on " + folder)
                    .hasMessageContaining("--index");
        }
        Shelf.open(folder).close();
    }

    @Test
    void vectorsOfAnotherModelAreRefusedAndThoseOfTheFirstStay() throws IOException {
        try (Shelf shelf = Shelf.open(folder)) {
            shelf.put(product("red.png", "hash-1"), unit(10, 16));
            commit(shelf);
            shelf.put(product("foreign.png", "hash-2"), unit(20, 16));
            assertThat(shelf.prepareCommit()).isTrue();

            assertThatThrownBy(() -> shelf.commit(new ModelCard("google/siglip2", unit(99, 16))))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("not the one that the index was built with")
                    .hasMessageContaining("--index");
            assertThat(shelf.files()).containsExactly("red.png");
            assertThat(shelf.nearest(unit(20, 16), 5)).extracting(Hit::file).containsExactly("red.png");
            assertThatThrownBy(() -> shelf.put(product("late.png", "hash-3"), unit(30, 16)))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("not the one that the index was built with");
        }
        try (Shelf shelf = Shelf.open(folder)) {
            assertThat(shelf.files()).containsExactly("red.png");
        }
    }

    @Test
    void aModelOfAnotherNameOrLengthIsRefused() throws IOException {
        try (Shelf shelf = Shelf.open(folder)) {
            shelf.put(product("red.png", "hash-1"), unit(10, 16));
            assertThatThrownBy(() -> shelf.put(product("long.png", "hash-2"), unit(20, 32)))
                    .hasMessageContaining("16 numbers a moment ago, and now of 32");
            commit(shelf);
            assertThatThrownBy(() -> shelf.put(product("long.png", "hash-2"), unit(20, 32)))
                    .hasMessageContaining("vectors of 16 numbers, and the server's model now makes 32");
            assertThatThrownBy(() -> SIGLIP.require(new ModelCard("openai/clip", SIGLIP.probe())))
                    .hasMessageContaining("built with the model google/siglip2, and the server now has openai/clip");
            SIGLIP.require(new ModelCard("", SIGLIP.probe()));
        }
        try (Shelf shelf = Shelf.open(folder.resolve("other"))) {
            assertThatThrownBy(() -> shelf.put(product("long.png", "hash-2"), unit(20, 1536)))
                    .hasMessageContaining("1536 numbers, and the built-in index takes 1024");
            assertThatThrownBy(() -> shelf.put(product("none.png", "hash-2"), new float[16]))
                    .hasMessageContaining("without a direction");
        }
    }

    @Test
    void aFullDiskEndsTheWritingAndLosesNothingThatWasCommitted() throws IOException {
        AtomicBoolean full = new AtomicBoolean();
        FilterDirectory disk = new FilterDirectory(FSDirectory.open(folder)) {
            @Override
            public IndexOutput createOutput(String name, IOContext context) throws IOException {
                if (full.get()) {
                    throw new IOException("No space left on device");
                }
                return super.createOutput(name, context);
            }
        };
        try (Shelf shelf = new Shelf(disk)) {
            shelf.put(product("red.png", "hash-1"), unit(10, 16));
            commit(shelf);
            full.set(true);

            assertThatThrownBy(() -> shelf.put(product("late.png", "hash-2"), unit(20, 16)))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("No space left on device")
                    .hasMessageContaining("Is the disk full or gone?");
            assertThat(shelf.nearest(unit(20, 16), 5))
                    .as("searching goes on")
                    .extracting(Hit::file)
                    .containsExactly("red.png");
        }
        full.set(false);
        try (Shelf shelf = Shelf.open(folder)) {
            assertThat(shelf.files()).containsExactly("red.png");
        }
    }

    private static void commit(Shelf shelf) {
        assertThat(shelf.prepareCommit()).isTrue();
        shelf.commit(SIGLIP);
        assertThat(shelf.isCommitted()).isTrue();
    }

    private static Product product(String file, String hash) {
        return new Product(file, hash, 5, 7);
    }

    private static float[] unit(long seed, int length) {
        Random random = new Random(seed);
        float[] vector = new float[length];
        for (int i = 0; i < length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return Vectors.unit(vector);
    }
}
