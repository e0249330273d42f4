package io.github.camelhf.inference.examples.catalogue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.HfInferenceHeaders;
import io.github.camelhf.inference.examples.catalogue.compare.LabelVectors;
import io.github.camelhf.inference.examples.catalogue.compare.Labelling;
import io.github.camelhf.inference.examples.catalogue.compare.Neighbours;
import io.github.camelhf.inference.examples.catalogue.compare.Sharpness;
import io.github.camelhf.inference.examples.catalogue.shelf.ModelCard;
import io.github.camelhf.inference.examples.catalogue.shelf.Shelf;
import io.github.camelhf.inference.examples.catalogue.shelf.Vectors;
import io.github.camelhf.inference.result.Classification;
import io.github.camelhf.inference.result.Classifications;
import io.github.camelhf.inference.result.Embedding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What the shelf's routes do, one method for each step. */
final class ShelfSteps {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LABELS = "CatalogueLabels";
    private static final String MISSING = "CatalogueMissingLabels";
    private static final int SHOWN = 24;
    /** More points than this a page does not draw while somebody waits. */
    private static final int MOST_POINTS = 5000;
    /** A label whose lead is smaller is uncertain. */
    private static final double UNCERTAIN = 0.1;

    private final Shelf shelf;
    private final ShelfView view;
    private final LabelVectors vectors;
    private final Indexing indexing;

    ShelfSteps(Shelf shelf, ShelfView view, LabelVectors vectors, Indexing indexing) {
        this.shelf = shelf;
        this.view = view;
        this.vectors = vectors;
        this.indexing = indexing;
    }

    void status(Exchange exchange) throws IOException {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("line", indexing.line());
        status.put("indexed", shelf.size());
        status.put("total", indexing.total());
        status.put("done", indexing.isDone());
        status.put("problems", indexing.problems());
        status.put("refusal", indexing.refusal());
        status.put("notice", indexing.notice());
        status.put("changes", shelf.changes());
        answer(exchange, status);
    }

    /**
     * The wanted labels; the body becomes those that the model has to be asked for, behind the text that shows whether it is the
     * index's, or null when all are known.
     */
    void wantedLabels(Exchange exchange) {
        List<String> wanted = view.labels();
        String body = exchange.getMessage().getBody(String.class);
        if (body != null && !body.isBlank()) {
            wanted = LabelList.ofJson(body);
        }
        exchange.setProperty(LABELS, wanted);
        List<String> missing = vectors.missing(wanted);
        exchange.getMessage().removeHeaders("*");
        exchange.setProperty(MISSING, missing);
        exchange.getMessage()
                .setBody(
                        missing.isEmpty()
                                ? null
                                : Stream.concat(Stream.of(ModelCard.PROBE), missing.stream())
                                        .toList());
    }

    /** Remembers what the model answered about the missing ones, if it is the index's. */
    void keepLabels(Exchange exchange) {
        List<float[]> found = new ArrayList<>();
        for (Object each : exchange.getMessage().getBody(List.class)) {
            found.add(((Embedding) each).toFloatArray());
        }
        String model = exchange.getMessage().getHeader(HfInferenceHeaders.MODEL, "", String.class);
        ModelCard now = new ModelCard(model, Vectors.unit(found.get(0)));
        shelf.model().ifPresent(card -> card.require(now));
        // Not what is missing now: another request may have been answered meanwhile.
        vectors.keep(texts(exchange, MISSING), found.subList(1, found.size()));
    }

    /** Labels everything again, and answers with the sums. */
    void relabel(Exchange exchange) throws IOException {
        long begun = System.nanoTime();
        if (!wanted(exchange).equals(view.labels())) {
            view.labels(wanted(exchange));
        }
        Labelling labelling = view.labelling();
        double took = (System.nanoTime() - begun) / 1e6;
        answer(
                exchange,
                Map.of(
                        "labels", labelling.labels(),
                        "counts", labelling.counts(),
                        "sharpness", view.sharpness(),
                        "millis", Math.round(took)));
    }

    /** Compares the endpoint's scores of one picture, in the body, with the cosines of the same labels. */
    void keepSharpness(Exchange exchange) throws IOException {
        Classifications scores = exchange.getMessage().getHeader("CatalogueScores", Classifications.class);
        String file = exchange.getProperty(Keys.FILE, String.class);
        float[] product = shelf.vectorOfFile(file).orElseThrow();
        List<String> labels = scores.stream().map(Classification::label).toList();
        List<Double> cosines = vectors.of(labels).stream()
                .map(label -> (double) Vectors.cosine(product, label))
                .toList();
        double measured =
                Sharpness.of(cosines, scores.stream().map(Classification::score).toList());
        if (measured > 0 && Double.isFinite(measured)) {
            view.sharpness(measured);
        }
        answer(exchange, Map.of("sharpness", view.sharpness(), "file", file));
    }

    /** The picture that is asked about, and the labels. */
    void askSharpness(Exchange exchange) {
        String file = shelf.files().stream()
                .findFirst()
                .orElseThrow(() -> new BadQuestionException("There is no product yet whose scores could be compared"));
        if (!view.isLabelled() || view.labels().size() < 2) {
            throw new BadQuestionException("Two labels at least are needed to compare their scores");
        }
        exchange.setProperty(Keys.FILE, file);
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(HfInferenceHeaders.LABELS, view.labels());
    }

    /** Groups of near-identical products at the threshold of the request. */
    void duplicates(Exchange exchange) {
        String asked = exchange.getMessage().getHeader("threshold", "0.985", String.class);
        double threshold;
        try {
            threshold = Double.parseDouble(asked);
        } catch (NumberFormatException e) {
            threshold = Double.NaN;
        }
        if (!(threshold >= 0.5 && threshold <= 1)) {
            throw new BadQuestionException("threshold must be a number between 0.5 and 1, not " + asked);
        }
        exchange.getMessage().setBody(view.neighbours().groups(threshold));
    }

    void map(Exchange exchange) throws IOException {
        ShelfView.MapOfShelf map = view.map();
        List<Labelling.Label> uncertain = uncertain();
        int step = Math.max(1, map.files().size() / MOST_POINTS);
        List<Map<String, Object>> points = new ArrayList<>();
        for (int i = 0; i < map.files().size(); i += step) {
            Map<String, Object> point = new LinkedHashMap<>();
            point.put("file", map.files().get(i));
            point.put("x", round(map.points()[i][0]));
            point.put("y", round(map.points()[i][1]));
            point.put("label", view.labelOf(map.files().get(i)));
            points.add(point);
        }
        answer(
                exchange,
                Map.of(
                        "points", points,
                        "outliers", view.neighbours().loneliest(SHOWN),
                        "uncertain", uncertain));
    }

    private List<Labelling.Label> uncertain() {
        if (!view.isLabelled()) {
            return List.of();
        }
        return view.labelling().all().stream()
                .filter(label -> label.margin() < UNCERTAIN)
                .sorted(Comparator.comparingDouble(Labelling.Label::margin))
                .limit(SHOWN)
                .toList();
    }

    /** Groups as JSON or, where the path ends in .csv, as a table. */
    void export(Exchange exchange) throws IOException {
        List<Neighbours.Group> groups = new ArrayList<>();
        for (Object each : exchange.getMessage().getBody(List.class)) {
            groups.add((Neighbours.Group) each);
        }
        if (exchange.getFromEndpoint().getEndpointUri().contains(".csv")) {
            Message message = exchange.getMessage();
            message.removeHeaders("*");
            message.setHeader(Exchange.CONTENT_TYPE, "text/csv; charset=utf-8");
            message.setHeader("Content-Disposition", "attachment; filename=duplicates.csv");
            message.setBody(DuplicatesTable.of(groups));
        } else {
            answer(exchange, groups);
        }
    }

    private static List<String> wanted(Exchange exchange) {
        return texts(exchange, LABELS);
    }

    @SuppressWarnings("unchecked") // written by wantedLabels
    private static List<String> texts(Exchange exchange, String property) {
        return exchange.getProperty(property, List.class);
    }

    private static double round(float value) {
        return Math.round(value * 1e4) / 1e4;
    }

    private static void answer(Exchange exchange, Object body) throws IOException {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        exchange.getMessage().setBody(JSON.writeValueAsString(body));
    }
}
