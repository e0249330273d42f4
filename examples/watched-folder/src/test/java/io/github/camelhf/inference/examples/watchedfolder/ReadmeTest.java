package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The page says what the command does. */
class ReadmeTest {

    private static final Path ROUTE =
            Path.of("src/main/java/io/github/camelhf/inference/examples/watchedfolder/WatchedFolderRoute.java");

    @Test
    void showsTheRouteThatRuns() throws IOException {
        String source = Files.readString(ROUTE).replaceAll("(?m)^    ", "");
        String shown = readme().substring(readme().indexOf("```java\n") + 8);
        assertThat(source).contains(shown.substring(0, shown.indexOf("\n```")));
    }

    @Test
    void listsTheOptionsThatThereAre() throws IOException {
        Set<String> listed = Pattern.compile("(?m)^\\| `(--[a-z-]+)`")
                .matcher(readme())
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> existing = new CommandLine(new WatchedFolderCommand(new CompletableFuture<>()))
                .getCommandSpec().options().stream()
                        .map(OptionSpec::longestName)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).isEqualTo(existing);
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }
}
