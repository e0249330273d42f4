package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Task {@code table-question-answering}: the cells in the column whose name the query has, of the rows that have a word of it. The words
 * total, average and count choose an aggregator, which, as with the real models, is named and not calculated. Sources: recorded answers
 * and transformers, {@code table_question_answering.py}, read 2026-11-20.
 */
final class TableQuestionAnswering implements PipelineAnswer {

    private static final Keywords PARAMETERS = new Keywords(
            "TableQuestionAnsweringPipeline._sanitize_parameters", Set.of("sequential", "padding", "truncation"));

    @Override
    public JsonNode predict(InferenceCall call, JsonNode given, ObjectNode parameters) {
        PARAMETERS.check(parameters);
        JsonNode inputs = call.fields(given, PipelineTask.TABLE_QUESTION_ANSWERING);
        // A container takes the schema's word for it, too.
        boolean question = call.family() == ServerFamily.TOOLKIT && !inputs.has("query");
        JsonNode query = inputs.path(question ? "question" : "query");
        if (!query.isTextual()) {
            throw new RefusedException("Field required: received `query` in `parameters`");
        }
        if (query.textValue().isEmpty()) {
            throw new RefusedException("query is empty");
        }
        List<String> columns = new ArrayList<>();
        inputs.path("table").fieldNames().forEachRemaining(columns::add);
        if (columns.isEmpty() || inputs.get("table").path(columns.get(0)).isEmpty()) {
            throw new RefusedException("table is empty");
        }
        return answer(Words.of(query.textValue()), inputs.get("table"), columns);
    }

    private static ObjectNode answer(Words query, JsonNode table, List<String> columns) {
        int column = columns.size() - 1;
        for (int i = 0; i < columns.size(); i++) {
            if (Words.of(columns.get(i)).share(query)
                    > Words.of(columns.get(column)).share(query)) {
                column = i;
            }
        }
        ArrayNode coordinates = Json.array();
        ArrayNode cells = Json.array();
        List<Integer> rows = rows(query, table, columns, column);
        for (int row : rows) {
            coordinates.addArray().add(row).add(column);
            cells.add(cell(table, columns.get(column), row));
        }
        String aggregator = aggregator(query);
        List<String> texts = new ArrayList<>();
        cells.forEach(cell -> texts.add(cell.textValue()));
        ObjectNode answer = Json.object()
                .put("answer", (aggregator.equals("NONE") ? "" : aggregator + " > ") + String.join(", ", texts));
        answer.set("coordinates", coordinates);
        answer.set("cells", cells);
        return answer.put("aggregator", aggregator);
    }

    /** Those of which another cell has a word of the query; all where there are none. */
    private static List<Integer> rows(Words query, JsonNode table, List<String> columns, int column) {
        List<Integer> all = new ArrayList<>();
        List<Integer> named = new ArrayList<>();
        for (int row = 0; row < table.path(columns.get(0)).size(); row++) {
            all.add(row);
            for (int i = 0; i < columns.size(); i++) {
                boolean has = i != column
                        && Words.of(cell(table, columns.get(i), row)).all().stream()
                                .anyMatch(query::has);
                if (has && !named.contains(row)) {
                    named.add(row);
                }
            }
        }
        return named.isEmpty() ? all : named;
    }

    private static String cell(JsonNode table, String column, int row) {
        JsonNode cells = table.path(column);
        if (!cells.path(row).isTextual()) {
            throw new RefusedException(
                    cells.has(row) ? "expected string or bytes-like object" : "All arrays must be of the same length");
        }
        return cells.path(row).textValue();
    }

    private static String aggregator(Words query) {
        for (Words.Word word : query.all()) {
            switch (word.text()) {
                case "total", "sum", "altogether" -> {
                    return "SUM";
                }
                case "average", "mean" -> {
                    return "AVERAGE";
                }
                case "count" -> {
                    return "COUNT";
                }
                default -> {
                    // Says nothing about the cells.
                }
            }
        }
        return "NONE";
    }
}
