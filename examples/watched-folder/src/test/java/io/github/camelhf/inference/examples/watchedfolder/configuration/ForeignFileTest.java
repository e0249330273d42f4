package io.github.camelhf.inference.examples.watchedfolder.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** An application.properties that lies where the command was started may belong to another program. */
class ForeignFileTest {

    private final CommandLine command = new CommandLine(new Options());

    @TempDir
    Path folder;

    @Test
    void isPassedOverWhenItWasOnlyFound() throws IOException {
        Path file = write("server.port=8080\nspring.token=x\n");

        Configuration found = Configuration.inFolder(Map.of(), folder);

        found.requireKnownKeys(command);
        assertThat(found.foreignFile(command)).contains(file);
    }

    @Test
    void isRefusedWhenItWasNamed() throws IOException {
        Configuration named = Configuration.read(Map.of(), write("server.port=8080\n"));

        assertThat(named.foreignFile(command)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> named.requireKnownKeys(command))
                .withMessageContaining("holds the unknown key server.port");
    }

    @Test
    void isNoneWhenOneKeyIsAnOption() throws IOException {
        write("min-score=0.5\nmin-margn=0.1\n");

        Configuration found = Configuration.inFolder(Map.of(), folder);

        assertThat(found.foreignFile(command)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> found.requireKnownKeys(command))
                .withMessageContaining("holds the unknown key min-margn");
    }

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve("application.properties"), content);
    }

    @Command
    private static final class Options {

        @SuppressWarnings("UnusedVariable") // only its name counts
        @Option(names = "--min-score")
        private double minScore;
    }
}
