package io.github.camelhf.inference.examples.catalogue;

import io.github.camelhf.inference.examples.catalogue.compare.Neighbours.Group;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Groups of near-identical products as CSV: a line for each file, with the number and the likeness of its group. */
final class DuplicatesTable {

    private DuplicatesTable() {}

    static String of(List<Group> groups) throws IOException {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
            csv.printRecord("group", "likeness", "file");
            for (int i = 0; i < groups.size(); i++) {
                for (String file : groups.get(i).files()) {
                    csv.printRecord(
                            i + 1,
                            String.format(Locale.ROOT, "%.4f", groups.get(i).likeness()),
                            harmless(file));
                }
            }
        }
        return text.toString();
    }

    /** A spreadsheet takes what begins like this for a formula, and file names come from anywhere. */
    private static String harmless(String file) {
        return file.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + file : file;
    }
}
