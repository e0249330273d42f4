package io.github.camelhf.inference.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.CatalogEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The options page says of every option and header what the catalog says. */
class OptionsPageTest {

    private static final Path PAGE = Pages.ROOT.resolve("docs/options.md");
    private static final Pattern START = Pattern.compile("<!-- generated: (.+) -->");
    private static final String END = "<!-- end -->";

    @Test
    void tablesAreThoseOfTheCatalog() throws IOException {
        OptionTables tables = new OptionTables(CatalogEntry.model());
        List<String> expected = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        boolean generated = false;
        for (String line : Pages.lines(PAGE)) {
            Matcher start = START.matcher(line);
            generated &= !line.equals(END);
            if (!generated) {
                expected.add(line);
            }
            if (start.matches()) {
                generated = true;
                parts.add(start.group(1));
                expected.addAll(tables.part(start.group(1)));
            }
        }
        assertThat(generated)
                .as("%s ends every generated part", Pages.name(PAGE))
                .isFalse();
        assertThat(parts).containsExactly("mode", "options", "component options", "headers in", "headers out");
        Pages.expect(PAGE, expected);
    }
}
