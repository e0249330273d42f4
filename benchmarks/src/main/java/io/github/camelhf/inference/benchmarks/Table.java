package io.github.camelhf.inference.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One table of the report.
 *
 * @param note what has to be known to read it
 */
public record Table(String title, String note, List<String> columns, List<List<String>> rows) {

    public Table(String title, String note, List<String> columns) {
        this(title, note, columns, new ArrayList<>());
    }

    public void add(Object... cells) {
        rows.add(Arrays.stream(cells).map(Table::text).toList());
    }

    private static String text(Object cell) {
        if (cell instanceof Double number) {
            double size = Math.abs(number);
            return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", number);
        }
        return String.valueOf(cell);
    }

    String markdown() {
        StringBuilder text = new StringBuilder("## " + title + "\n\n" + note + "\n\n");
        text.append("| ").append(String.join(" | ", columns)).append(" |\n");
        text.append("|---".repeat(columns.size())).append("|\n");
        for (List<String> row : rows) {
            text.append("| ").append(String.join(" | ", row)).append(" |\n");
        }
        return text.toString();
    }
}
