package io.github.camelhf.inference.message;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * Comma-separated values as RFC 4180 has them: cells in quotes may hold separators, line ends and doubled quotes. Semicolons and tabs
 * separate, too, where the first line has more of them. Empty lines are passed over. Not for several threads.
 */
final class CsvText {

    private static final String SEPARATORS = ",;\t";
    private static final char QUOTE = '"';

    private final String text;
    private final char separator;
    private final List<List<String>> rows = new ArrayList<>();
    private List<String> row = new ArrayList<>();
    private int at;

    private CsvText(String text) {
        // Spreadsheets begin their files with a byte order mark.
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        this.separator = separator(this.text);
    }

    /**
     * The cells of each line.
     *
     * @throws InvalidInferenceInputException when a quoted cell has no end
     */
    static List<List<String>> rows(String text) {
        CsvText csv = new CsvText(text);
        csv.read();
        return csv.rows;
    }

    private static char separator(String text) {
        int[] counts = new int[SEPARATORS.length()];
        boolean quoted = false;
        for (int i = 0; i < text.length() && (quoted || !isLineEnd(text.charAt(i))); i++) {
            char c = text.charAt(i);
            quoted ^= c == QUOTE;
            if (!quoted && SEPARATORS.indexOf(c) >= 0) {
                counts[SEPARATORS.indexOf(c)]++;
            }
        }
        int most = 0;
        for (int i = 1; i < counts.length; i++) {
            most = counts[i] > counts[most] ? i : most;
        }
        return SEPARATORS.charAt(most);
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private void read() {
        while (at < text.length()) {
            row.add(text.charAt(at) == QUOTE ? quoted() : plain());
            boolean more = at < text.length() && text.charAt(at) == separator;
            if (more) {
                at++;
            }
            if (more && at == text.length()) {
                row.add("");
            }
            if (!more || at == text.length()) {
                endRow();
            }
        }
    }

    private String plain() {
        int start = at;
        while (at < text.length() && text.charAt(at) != separator && !isLineEnd(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        int line = rows.size() + 1;
        StringBuilder cell = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != QUOTE) {
                cell.append(c);
            } else if (at < text.length() && text.charAt(at) == QUOTE) {
                cell.append(QUOTE);
                at++;
            } else {
                // What stands between the quote and the separator belongs to no form of CSV; it is kept.
                return cell.append(plain()).toString();
            }
        }
        throw new InvalidInferenceInputException("the CSV text has a quoted cell without an end, begun in row " + line);
    }

    private void endRow() {
        if (row.size() > 1 || !row.get(0).isEmpty()) {
            rows.add(row);
        }
        row = new ArrayList<>();
        while (at < text.length() && isLineEnd(text.charAt(at))) {
            at++;
        }
    }
}
