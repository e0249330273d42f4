package io.github.camelhf.inference.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What the recorded calls about texts asked, and what their answers mean, by rules of the tests' own. */
final class RecordedTexts {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private RecordedTexts() {}

    /** Empty for a call of another kind, and for one whose question was not recorded. */
    static Optional<InferenceRequest> asked(String url, JsonNode body) {
        JsonNode inputs = body.path("inputs");
        if (url.contains("conll03")) {
            return asked(Task.TOKEN_CLASSIFICATION, inputs);
        }
        if (url.endsWith("-squad2") && inputs.isObject()) {
            return Optional.of(request(
                    Task.QUESTION_ANSWERING,
                    List.of(inputs.get("context").asText()),
                    List.of(),
                    inputs.get("question").asText(),
                    inputs));
        }
        // One recorded client put the fields beside inputs.
        JsonNode compared = body.has("source_sentence") ? body : inputs;
        if (compared.has("source_sentence")) {
            return Optional.of(request(
                    Task.SENTENCE_SIMILARITY,
                    texts(compared.get("sentences")),
                    List.of(),
                    compared.get("source_sentence").asText(),
                    inputs));
        }
        if (url.endsWith("-cnn")) {
            return asked(Task.SUMMARIZATION, inputs);
        }
        if (url.endsWith("/t5-small") || url.endsWith("-mmt")) {
            return asked(Task.TRANSLATION, inputs);
        }
        if (url.endsWith("bert-base-uncased")) {
            return asked(Task.FILL_MASK, inputs);
        }
        JsonNode tabled = body.has("table") ? body : inputs;
        if (tabled.has("table")) {
            return Optional.of(ofTable(tabled));
        }
        if (url.endsWith("-mnli")) {
            List<String> labels = texts(body.path("parameters").path("candidate_labels"));
            List<String> texts = inputs.isArray() ? texts(inputs) : List.of(inputs.asText());
            return Optional.of(request(Task.ZERO_SHOT_CLASSIFICATION, texts, labels, null, inputs));
        }
        return Optional.empty();
    }

    private static Optional<InferenceRequest> asked(Task task, JsonNode inputs) {
        return Optional.of(
                request(task, inputs.isArray() ? texts(inputs) : List.of(inputs.asText()), List.of(), null, inputs));
    }

    private static InferenceRequest request(
            Task task, List<String> texts, List<String> labels, String question, JsonNode inputs) {
        return Asked.in(task, Dialect.PIPELINE)
                .texts(texts)
                .labels(labels)
                .question(question)
                .asList(inputs.isArray())
                .request();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static InferenceRequest ofTable(JsonNode asked) {
        List<String> columns = new ArrayList<>();
        asked.get("table").fieldNames().forEachRemaining(columns::add);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < asked.get("table").get(columns.get(0)).size(); i++) {
            int row = i;
            rows.add(columns.stream()
                    .map(column -> asked.get("table").get(column).get(row).asText())
                    .toList());
        }
        return Asked.in(Task.TABLE_QUESTION_ANSWERING, Dialect.PIPELINE)
                .question(asked.get("query").asText())
                .table(new Table(columns, rows))
                .request();
    }

    /** The JSON of the results that a route must get. */
    static JsonNode expected(InferenceRequest request, JsonNode answer) {
        ArrayNode results = MAPPER.createArrayNode();
        switch (request.task()) {
            case TOKEN_CLASSIFICATION -> {
                ArrayNode entities = results.addArray();
                answer.forEach(entry -> entities.addObject()
                        .put("label", entry.get("entity_group").asText())
                        .put("score", entry.get("score").asDouble())
                        .put("text", entry.get("word").asText())
                        .put("start", entry.get("start").asInt())
                        .put("end", entry.get("end").asInt()));
            }
            case ZERO_SHOT_CLASSIFICATION -> {
                for (JsonNode text : answer.isArray() ? answer : List.of(answer)) {
                    ArrayNode labels = results.addArray();
                    for (int i = 0; i < text.get("labels").size(); i++) {
                        labels.addObject()
                                .put("label", text.get("labels").get(i).asText())
                                .put("score", text.get("scores").get(i).asDouble());
                    }
                }
            }
            case QUESTION_ANSWERING ->
                results.addArray()
                        .addObject()
                        .put("text", answer.get("answer").asText())
                        .put("score", answer.get("score").asDouble())
                        .put("start", answer.get("start").asInt())
                        .put("end", answer.get("end").asInt());
            case SENTENCE_SIMILARITY -> results.add(ranking(request.texts(), answer));
            case SUMMARIZATION -> answer.forEach(entry -> results.add(entry.get("summary_text")));
            case TRANSLATION -> answer.forEach(entry -> results.add(entry.get("translation_text")));
            case FILL_MASK -> {
                ArrayNode fillings = results.addArray();
                answer.forEach(entry -> fillings.addObject()
                        .put("token", entry.get("token_str").asText())
                        .put("score", entry.get("score").asDouble())
                        .put("sequence", entry.get("sequence").asText()));
            }
            case TABLE_QUESTION_ANSWERING -> {
                ObjectNode result =
                        results.addObject().put("answer", answer.get("answer").asText());
                ArrayNode cells = result.putArray("cells");
                for (int i = 0; i < answer.get("cells").size(); i++) {
                    JsonNode place = answer.get("coordinates").get(i);
                    cells.addObject()
                            .put("row", place.get(0).asInt())
                            .put("column", place.get(1).asInt())
                            .put("text", answer.get("cells").get(i).asText());
                }
                result.set("aggregator", answer.get("aggregator"));
            }
            default -> throw new AssertionError("no rule for " + request.task());
        }
        return results;
    }

    /** The one with the highest score first, and so on. */
    private static ArrayNode ranking(List<String> texts, JsonNode scores) {
        ArrayNode ranking = MAPPER.createArrayNode();
        while (ranking.size() < texts.size()) {
            int best = -1;
            for (int i = 0; i < texts.size(); i++) {
                boolean better =
                        best < 0 || scores.get(i).asDouble() > scores.get(best).asDouble();
                if (better && !ranking.findValuesAsText("index").contains(String.valueOf(i))) {
                    best = i;
                }
            }
            ranking.addObject()
                    .put("index", best)
                    .put("score", scores.get(best).asDouble())
                    .put("text", texts.get(best));
        }
        return ranking;
    }
}
