package io.github.camelhf.inference.message;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.task.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table: a Map of columns, a List of Maps, one for each row, a List of Lists or arrays, whose first holds the names of the columns, or CSV
 * text with such a line.
 */
final class TableReader {

    private static final String KINDS = "a Map of columns, a List of Maps, a List of Lists or CSV text";

    private final TextReader texts;

    TableReader(TextReader texts) {
        this.texts = texts;
    }

    /** The key {@code table} of a Map, unless the Map is the table itself and has a column of this name. */
    static @Nullable Object inMap(@Nullable Object body) {
        Object table = body instanceof Map<?, ?> map ? map.get("table") : null;
        boolean column = table instanceof List<?> cells && cells.stream().noneMatch(TableReader::isRow);
        return column ? null : table;
    }

    private static boolean isRow(@Nullable Object item) {
        return item instanceof Map || item instanceof List;
    }

    /**
     * Reads on the calling thread.
     *
     * @throws InvalidInferenceInputException when it is no table
     */
    Table read(Exchange exchange, @Nullable Object body) throws IOException {
        Object items = Items.unfolded(exchange, body);
        if (items instanceof Map<?, ?> columns) {
            return ofColumns(columns);
        }
        if (!(items instanceof List<?> list)) {
            return headed(CsvText.rows(texts.read(exchange, items)));
        }
        List<?> rows = list.stream()
                .map(row -> row instanceof Object[] cells ? Arrays.asList(cells) : row)
                .toList();
        if (rows.stream().allMatch(Map.class::isInstance)) {
            return ofMaps(rows);
        }
        if (rows.stream().allMatch(List.class::isInstance)) {
            return headed(rows.stream().map(row -> cells((List<?>) row)).toList());
        }
        throw new InvalidInferenceInputException("expected a table: " + KINDS + ", got a list of other things");
    }

    private static Table ofColumns(Map<?, ?> columns) {
        List<List<String>> cells = new ArrayList<>();
        for (Map.Entry<?, ?> column : columns.entrySet()) {
            if (!(column.getValue() instanceof List<?> list)) {
                throw new InvalidInferenceInputException("expected a table: " + KINDS + "; the column "
                        + column.getKey() + " of the Map is no list of cells");
            }
            cells.add(cells(list));
            if (list.size() != cells.get(0).size()) {
                throw new InvalidInferenceInputException(
                        "the column " + column.getKey() + " of the table has " + list.size()
                                + " cells, the first column " + cells.get(0).size() + "; expected the same for all");
            }
        }
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; !cells.isEmpty() && row < cells.get(0).size(); row++) {
            int at = row;
            rows.add(cells.stream().map(column -> column.get(at)).toList());
        }
        return new Table(columns.keySet().stream().map(String::valueOf).toList(), rows);
    }

    /** A row that lacks a column has an empty cell there. */
    private static Table ofMaps(List<?> rows) {
        Set<Object> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(((Map<?, ?>) row).keySet()));
        return new Table(
                columns.stream().map(String::valueOf).toList(),
                rows.stream()
                        .map(row -> columns.stream()
                                .map(column -> cell(((Map<?, ?>) row).get(column)))
                                .toList())
                        .toList());
    }

    private static Table headed(List<List<String>> rows) {
        return rows.isEmpty() ? new Table(List.of(), List.of()) : new Table(rows.get(0), rows.subList(1, rows.size()));
    }

    private static List<String> cells(List<?> row) {
        return row.stream().map(TableReader::cell).toList();
    }

    /** Servers take texts only. */
    private static String cell(@Nullable Object value) {
        if (isRow(value)) {
            throw new InvalidInferenceInputException(
                    "a cell of the table holds a Map or a List, expected a text or a number");
        }
        return value == null ? "" : value.toString();
    }
}
