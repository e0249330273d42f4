package io.github.camelhf.inference.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a page shows is what a test runs. */
class SnippetsTest {

    private static final Pattern SNIPPET = Pattern.compile("<!-- snippet: (\\S+) -->");
    private static final Pattern TAG = Pattern.compile("(?m)^\\s*(?://|#|<!--)\\s*tag::(\\S+)");
    private static final List<Path> SOURCES = List.of(
            Pages.ROOT.resolve("camel-hf-inference-component/src/test/java/io/github/camelhf/inference/docs"),
            Pages.ROOT.resolve("camel-hf-inference-component/src/test/resources/recipes"));

    static List<Path> pages() {
        return Pages.documentation();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void codeBlocksAreRegionsOfTestedFiles(Path page) throws IOException {
        Pages.expect(page, Snippets.filled(page));
    }

    @Test
    void everyTaggedRegionIsOnAPage() throws IOException {
        Set<String> shown = pages().stream()
                .flatMap(page -> matches(SNIPPET, String.join("\n", Pages.lines(page))))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(shown).containsAll(tagged());
    }

    private static Set<String> tagged() throws IOException {
        Set<String> tagged = new TreeSet<>();
        for (Path folder : SOURCES) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    if (file.toString().endsWith(".json")) {
                        tagged.add(Pages.name(file)); // JSON has no comments: the whole file is the region
                    } else if (file.toString().matches(".*\\.(java|yaml|xml|properties)")) {
                        matches(TAG, Files.readString(file))
                                .map(name -> Pages.name(file) + "#" + name)
                                .forEach(tagged::add);
                    }
                }
            }
        }
        return tagged;
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
    }
}
