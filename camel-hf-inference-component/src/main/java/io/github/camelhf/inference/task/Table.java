package io.github.camelhf.inference.task;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table that is asked about: rows of cells below the names of their columns.
 *
 * @param columns at least one, all different
 * @param rows    at least one, each with a cell for each column
 */
public record Table(List<String> columns, List<List<String>> rows) {

    /**
     * Takes copies.
     *
     * @throws InvalidInferenceInputException when it is no table to ask about
     */
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        if (columns.isEmpty() || rows.isEmpty()) {
            throw new InvalidInferenceInputException("the table is empty; expected at least one column and one row");
        }
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new InvalidInferenceInputException("two columns of the table have the same name; rename one of them");
        }
        for (int row = 0; row < rows.size(); row++) {
            int cells = rows.get(row).size();
            if (cells != columns.size()) {
                throw new InvalidInferenceInputException("row " + row + " of the table (counted from 0) has " + cells
                        + " cells, expected " + columns.size() + ", one for each column");
            }
        }
    }

    /** The cells of each column below its name, as servers take it. */
    Map<String, List<String>> byColumn() {
        Map<String, List<String>> table = new LinkedHashMap<>();
        for (int column = 0; column < columns.size(); column++) {
            int at = column;
            table.put(columns.get(column), rows.stream().map(row -> row.get(at)).toList());
        }
        return table;
    }
}
