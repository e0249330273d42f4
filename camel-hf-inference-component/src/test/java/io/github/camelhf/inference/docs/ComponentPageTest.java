package io.github.camelhf.inference.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.CatalogEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.tooling.model.ComponentModel;
import org.junit.jupiter.api.Test;

/**
 * The page of the component in the format of Camel's own, as the goal {@code update-readme} of camel-package-maven-plugin writes and wants
 * it: Camel's site fills in the tables of options where they are included.
 */
class ComponentPageTest {

    private static final Path PAGE =
            Pages.ROOT.resolve("camel-hf-inference-component/src/main/docs/hf-inference-component.adoc");
    private static final Pattern SNIPPET = Pattern.compile("// snippet: ([^#\\s]+)#(\\S+)");

    @Test
    void theHeaderIsThatOfTheCatalog() {
        ComponentModel model = CatalogEntry.model();

        assertThat(Pages.lines(PAGE))
                .startsWith(
                        "= " + model.getTitle() + " Component",
                        ":doctitle: " + model.getTitle(),
                        ":shortname: " + model.getScheme(),
                        ":artifactid: " + model.getArtifactId(),
                        ":description: " + model.getDescription(),
                        ":since: " + model.getFirstVersionShort(),
                        ":supportlevel: " + model.getSupportLevel(),
                        ":tabs-sync-option:",
                        ":component-header: Only producer is supported")
                .contains(
                        "*Since Camel {since}*", "*{component-header}*", "include::spring-boot:partial$starter.adoc[]");
        assertThat(model.isProducerOnly()).isTrue();
    }

    @Test
    void theTablesOfOptionsAreIncluded() {
        assertThat(Pages.lines(PAGE))
                .containsSequence(
                        "// component options: START",
                        "include::partial$component-configure-options.adoc[]",
                        "include::partial$component-endpoint-options.adoc[]",
                        "include::partial$component-endpoint-headers.adoc[]",
                        "// component options: END");
    }

    @Test
    void routesAreRegionsOfTestedFiles() throws IOException {
        List<String> lines = Pages.lines(PAGE);
        List<String> filled = new ArrayList<>();
        int snippets = 0;
        for (int i = 0; i < lines.size(); i++) {
            filled.add(lines.get(i));
            Matcher snippet = SNIPPET.matcher(lines.get(i));
            if (snippet.matches()) {
                snippets++;
                filled.addAll(lines.subList(i + 1, i + 3)); // the language, and the line above the block
                filled.addAll(Snippets.region(Pages.ROOT.resolve(snippet.group(1)), snippet.group(2)));
                i = i + 3 + lines.subList(i + 3, lines.size()).indexOf("----") - 1;
            }
        }

        assertThat(snippets).isEqualTo(5);
        Pages.expect(PAGE, filled);
    }
}
