package io.github.camelhf.inference.examples.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.examples.catalogue.compare.LabelVectors;
import io.github.camelhf.inference.examples.catalogue.shelf.Shelf;
import io.github.camelhf.inference.result.Embedding;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shelf's steps do when two requests come at once. */
class ShelfStepsTest {

    @TempDir
    Path folder;

    @Test
    void eachLabelKeepsItsOwnVectorWhenTwoRequestsAskForIt() throws Exception {
        CamelContext camel = new DefaultCamelContext();
        try (Shelf shelf = Shelf.open(folder)) {
            LabelVectors vectors = new LabelVectors(folder);
            ShelfView view = new ShelfView(shelf, vectors, List.of(), 11);
            ShelfSteps steps = new ShelfSteps(shelf, view, vectors, new Indexing(shelf, System::nanoTime));
            Exchange both = asking(camel, steps, "[\"red\", \"blue\"]");
            Exchange one = asking(camel, steps, "[\"red\"]");

            answered(steps, one, new float[] {1, 0});
            answered(steps, both, new float[] {1, 0}, new float[] {0, 1});

            assertThat(vectors.of(List.of("red", "blue"))).containsExactly(new float[] {1, 0}, new float[] {0, 1});
        }
    }

    private static Exchange asking(CamelContext camel, ShelfSteps steps, String labels) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(labels.getBytes(StandardCharsets.UTF_8));
        steps.wantedLabels(exchange);
        return exchange;
    }

    /** As the model does, whose first answer is to the text that shows who it is. */
    private static void answered(ShelfSteps steps, Exchange exchange, float[]... labels) {
        List<Embedding> answers = new ArrayList<>(List.of(embedding(new float[] {0.6f, 0.8f})));
        for (float[] label : labels) {
            answers.add(embedding(label));
        }
        exchange.getMessage().setBody(answers);
        steps.keepLabels(exchange);
    }

    private static Embedding embedding(float[] vector) {
        return Embedding.of(vector);
    }
}
