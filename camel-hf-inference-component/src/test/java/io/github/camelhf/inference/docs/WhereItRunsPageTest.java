package io.github.camelhf.inference.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README and the pages of runtimes say was tested is what the page with the tests says. */
class WhereItRunsPageTest {

    private static final Pattern TABLE = Pattern.compile("(?s)## Where it runs\n(.*?)\n## ");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| .* \\|$");
    private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)+");

    @Test
    void theReadmeNamesNoVersionWithoutATest() throws IOException {
        String table = found(TABLE, Files.readString(Pages.ROOT.resolve("README.md")))
                .findFirst()
                .orElseThrow();
        String tested = String.join(
                "\n",
                found(ROW, Files.readString(Pages.ROOT.resolve("docs/where-it-runs.md")))
                        .filter(row -> row.contains("Test.java") || row.contains("mvn verify"))
                        .toList());

        assertThat(found(VERSION, table))
                .hasSizeGreaterThan(10)
                .allSatisfy(version -> assertThat(tested).containsPattern("[ (]" + Pattern.quote(version) + "[ ,;)]"));
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group);
    }
}
