package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.examples.watchedfolder.configuration.Configuration;
import io.github.camelhf.inference.examples.watchedfolder.decision.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The page says what the command does. */
class ReadmeTest {

    private static final Path ROUTE =
            Path.of("src/main/java/io/github/camelhf/inference/examples/watchedfolder/WatchedFolderRoute.java");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(--[a-z-]+)` \\| (?:`([A-Z_]+)`)? *\\| ([^|]*)\\|");
    private static final Pattern COMMAND = Pattern.compile("(?m)^java -jar \\S+\\.jar(.*)$");
    private static final Pattern EXECUTION = Pattern.compile("-Dexec\\.args=\"([^\"]*)\"");
    private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir
    Path temporary;

    private final CommandLine command = new CommandLine(new WatchedFolderCommand(new CompletableFuture<>()))
            .addSubcommand(new DoctorCommand(Map.of()));

    @Test
    void showsTheRouteThatRuns() throws IOException {
        String source = Files.readString(ROUTE).replaceAll("(?m)^    ", "");
        String shown = readme().substring(readme().indexOf("```java\n") + 8);
        assertThat(source).contains(shown.substring(0, shown.indexOf("\n```")));
    }

    @Test
    void listsTheOptionsThatThereAreWithTheirVariables() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        ROW.matcher(readme())
                .results()
                .forEach(row -> listed.put(row.group(1), row.group(2) == null ? "" : row.group(2)));
        Map<String, String> existing = new TreeMap<>(Map.of("--help", "", "--version", ""));
        Configuration.options(command).forEach(option -> existing.put(option, Configuration.variable(option)));
        assertThat(listed).isEqualTo(existing);
    }

    @Test
    void namesTheDefaultsThatCount() throws IOException {
        for (MatchResult row : ROW.matcher(readme()).results().toList()) {
            OptionSpec option = command.getCommandSpec().findOption(row.group(1));
            String value = option.defaultValue();
            if (value != null && !value.contains(",") && !value.contains("$")) {
                assertThat(row.group(3).replace("`", "").trim())
                        .as(row.group(1))
                        .isEqualTo(value);
            }
        }
    }

    @Test
    void namesTheReasonsForReview() throws IOException {
        assertThat(readme())
                .contains(Arrays.stream(Reason.values())
                        .map(reason -> "| `" + reason + "` |")
                        .toList());
    }

    @Test
    void showsCommandsThatAreUnderstood() throws IOException {
        List<String> commands = Pattern.compile("\n")
                .splitAsStream(readme())
                .flatMap(line -> Stream.concat(
                        COMMAND.matcher(line).results(), EXECUTION.matcher(line).results()))
                .map(match -> match.group(1))
                .toList();
        assertThat(commands).hasSizeGreaterThan(5);
        for (String line : commands) {
            String[] arguments = ARGUMENT.matcher(line)
                    .results()
                    .map(part -> part.group(1) == null ? part.group(2) : part.group(1))
                    .toArray(String[]::new);
            // An option that is none would throw.
            assertThat(command.parseArgs(arguments).originalArgs()).hasSameSizeAs(arguments);
        }
    }

    @Test
    void showsAFileOfSettingsThatIsTaken() throws IOException {
        String shown = readme().substring(readme().indexOf("```properties\n") + 14);
        Path folder = Files.createDirectory(temporary.resolve("pictures"));
        Path file = Files.writeString(
                temporary.resolve("shown.properties"),
                shown.substring(0, shown.indexOf("\n```"))
                        .replaceFirst("dir=.*", "dir=" + folder.toUri().getPath()));

        CommandRun run = CommandRun.of("doctor", "--config", file.toString());

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("6 texts for 3 labels answered");
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }
}
