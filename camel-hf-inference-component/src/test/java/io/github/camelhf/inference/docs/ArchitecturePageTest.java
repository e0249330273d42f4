package io.github.camelhf.inference.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.Packages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The diagram of the packages is drawn from what {@code ArchitectureTest} holds. */
class ArchitecturePageTest {

    private static final Path PAGE = Pages.ROOT.resolve("docs/architecture.md");
    private static final String START = "<!-- generated: packages -->";
    private static final String END = "<!-- end -->";

    @Test
    void theDiagramIsThatOfTheTest() throws IOException {
        List<String> found = Pages.lines(PAGE);
        int start = found.indexOf(START);
        int end = found.indexOf(END);
        assertThat(start).isNotNegative().isLessThan(end);
        List<String> expected = new ArrayList<>(found.subList(0, start + 1));
        expected.addAll(Packages.diagram());
        expected.addAll(found.subList(end, found.size()));
        Pages.expect(PAGE, expected);
    }
}
