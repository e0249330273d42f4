package io.github.camelhf.inference.examples.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.HfInferenceHeaders;
import io.github.camelhf.inference.examples.catalogue.shelf.Hit;
import io.github.camelhf.inference.examples.catalogue.shelf.ModelCard;
import io.github.camelhf.inference.examples.catalogue.shelf.Shelf;
import io.github.camelhf.inference.examples.catalogue.shelf.Vectors;
import io.github.camelhf.inference.result.Embedding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** What the search route does between its calls, one method for each step. */
final class SearchSteps {

    private static final String OF_TEXT = "CatalogueTextVector";
    private static final String OF_PICTURE = "CataloguePictureVector";
    private static final String BEGUN = "CatalogueSearchBegun";
    private static final double NANOS = 1e6;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Shelf shelf;
    private final ShelfView view;

    SearchSteps(Shelf shelf, ShelfView view) {
        this.shelf = shelf;
        this.view = view;
    }

    /** Reads the request; nothing of it steers a later step. */
    void question(Exchange exchange) {
        Question question = Question.of(exchange);
        exchange.getMessage().removeHeaders("*");
        exchange.setProperty(Keys.QUESTION, question);
        exchange.setProperty(Keys.COUNT, question.count());
    }

    /** The text, and the one that shows in the same call whether the model is the index's. */
    void askText(Exchange exchange) {
        exchange.getMessage().setBody(List.of(ModelCard.PROBE, asked(exchange).text()));
    }

    void keepText(Exchange exchange) {
        List<?> answers = exchange.getMessage().getBody(List.class);
        String model = exchange.getMessage().getHeader(HfInferenceHeaders.MODEL, "", String.class);
        ModelCard now = new ModelCard(model, unit(answers.get(0)));
        shelf.model().ifPresent(card -> card.require(now));
        exchange.setProperty(OF_TEXT, unit(answers.get(1)));
    }

    void askPicture(Exchange exchange) {
        exchange.getMessage().setBody(asked(exchange).picture());
    }

    void keepPicture(Exchange exchange) {
        float[] vector = unit(exchange.getMessage().getBody());
        shelf.model().ifPresent(card -> card.requireLength(vector.length));
        exchange.setProperty(OF_PICTURE, vector);
    }

    /** Leaves one vector in the header that stores read. */
    void mix(Exchange exchange) {
        Question question = asked(exchange);
        float[] picture = exchange.getProperty(OF_PICTURE, float[].class);
        if (picture == null && !question.like().isEmpty()) {
            picture = shelf.vectorOfFile(question.like())
                    .orElseThrow(() -> new BadQuestionException("There is no product " + question.like()
                            + " any more, so nothing can be like it; search again"));
        }
        float[] text = exchange.getProperty(OF_TEXT, float[].class);
        exchange.getMessage().setHeader(Keys.VECTOR, mixed(text, picture, question.words()));
        exchange.setProperty(BEGUN, System.nanoTime());
    }

    private static float[] mixed(float @Nullable [] text, float @Nullable [] picture, double words) {
        if (text == null || picture == null) {
            return text != null ? text : Objects.requireNonNull(picture);
        }
        float[] sum = new float[text.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (float) (words * text[i] + (1 - words) * picture[i]);
        }
        return Vectors.unit(sum);
    }

    /** The built-in store. */
    void nearest(Exchange exchange) {
        Message message = exchange.getMessage();
        message.setBody(shelf.nearest(
                message.getHeader(Keys.VECTOR, float[].class), exchange.getProperty(Keys.COUNT, Integer.class)));
    }

    /** Within a label each product is compared, so that none is missed; no store is asked. */
    void nearestOfLabel(Exchange exchange) {
        Message message = exchange.getMessage();
        message.setBody(view.nearestOfLabel(
                asked(exchange).label(),
                message.getHeader(Keys.VECTOR, float[].class),
                asked(exchange).count()));
    }

    /** The body, a list of {@link Hit}, becomes the answer. */
    void answer(Exchange exchange) throws JsonProcessingException {
        long end = System.nanoTime();
        List<Map<String, Object>> hits = new ArrayList<>();
        for (Object each : exchange.getMessage().getBody(List.class)) {
            Hit hit = (Hit) each;
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("file", hit.file());
            shown.put("score", Math.round(hit.score() * 1e4) / 1e4);
            shown.put("label", view.labelOf(hit.file()));
            hits.add(shown);
        }
        double took = (end - exchange.getProperty(BEGUN, Long.class)) / NANOS;
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        exchange.getMessage()
                .setBody(JSON.writeValueAsString(
                        Map.of("hits", hits, "searchMillis", Math.round(took * 100) / 100.0, "of", shelf.size())));
    }

    private static Question asked(Exchange exchange) {
        return exchange.getProperty(Keys.QUESTION, Question.class);
    }

    private static float[] unit(Object embedding) {
        return Vectors.unit(((Embedding) embedding).toFloatArray());
    }
}
