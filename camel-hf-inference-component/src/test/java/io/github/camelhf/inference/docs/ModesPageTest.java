package io.github.camelhf.inference.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.task.Dialect;
import io.github.camelhf.inference.task.Task;
import io.github.camelhf.inference.task.Wants;
import io.github.camelhf.inference.task.WireTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page on modes says of each what the table of tasks says. */
class ModesPageTest {

    private static final Path PAGE = Pages.ROOT.resolve("docs/modes.md");
    private static final String START = "<!-- generated: options by mode -->";
    private static final String END = "<!-- end -->";

    @Test
    void theOptionsOfEachModeAreThoseOfItsTask() throws IOException {
        List<String> found = Pages.lines(PAGE);
        int start = found.indexOf(START);
        int end = start + found.subList(start, found.size()).indexOf(END);
        assertThat(start).isNotNegative().isLessThan(end);
        List<String> expected = new ArrayList<>(found.subList(0, start + 1));
        expected.add("| mode | `labels` | `topK` | `minScore` | `minMargin` | `batchSize` with `api` |");
        expected.add("|---|---|---|---|---|---|");
        for (Task task : Task.values()) {
            expected.add("| `" + task.mode() + "` | "
                    + Stream.of(Wants.LABELS, Wants.TOP_K, Wants.MIN_SCORE, Wants.MIN_MARGIN)
                            .map(what -> task.wants(what) ? "yes" : "")
                            .collect(Collectors.joining(" | "))
                    + " | " + dialects(task::joins) + " |");
        }
        expected.addAll(found.subList(end, found.size()));
        Pages.expect(PAGE, expected);
    }

    @Test
    void theTableOfQuestionsAndResultsIsThatOfTheTasks() throws IOException {
        List<String> found = Pages.lines(PAGE);
        int start = found.indexOf("<!-- generated: wire -->");
        int end = start + found.subList(start, found.size()).indexOf("<!-- end -->");
        assertThat(start).isNotNegative().isLessThan(end);
        List<String> expected = new ArrayList<>(found.subList(0, start + 1));
        expected.addAll(WireTable.lines());
        expected.addAll(found.subList(end, found.size()));
        Pages.expect(PAGE, expected);
    }

    @ParameterizedTest
    @EnumSource
    void itsFirstTableNamesTheDialects(Task task) {
        assertThat(Pages.lines(PAGE))
                .filteredOn(line -> line.startsWith("| [`" + task.mode() + "`](#"))
                .singleElement()
                .asString()
                .endsWith(" | " + dialects(task::speaks) + " |");
    }

    private static String dialects(Predicate<Dialect> which) {
        return Stream.of(Dialect.values()).filter(which).map(Dialect::api).collect(Collectors.joining(", "));
    }
}
