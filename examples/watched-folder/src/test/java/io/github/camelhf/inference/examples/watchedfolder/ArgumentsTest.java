package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong arguments end the command with status 2 and a sentence before anything is touched. */
@Timeout(60)
class ArgumentsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            --model a/b --endpoint-url http://127.0.0.1:1/ | --model and --endpoint-url exclude each other
            --endpoint-url 127.0.0.1:8080                  | --endpoint-url must be an http or https address
            --endpoint-url http://me:pass@127.0.0.1/       | --endpoint-url must be an http or https address
            --dir /no/such/folder                          | --dir must be a folder in which files can be moved, /no/such/folder is not
            --dir . --demo-dir other                       | --demo-dir is for the demonstration, which --dir replaces
            --labels stone                                 | --labels needs two or more different labels, got stone
            --labels stone,wood,stone                      | --labels needs two or more different labels, got stone,wood,stone
            --labels a,b --prompt c=d                      | --prompt names c, which is none of --labels a,b
            --labels a,b --prompt a                        | --prompt needs a label, an equals sign and a value, got a
            --labels a,b --prompt a=x --prompt b=x         | the text x is given twice
            --labels a,b --min-score-for a=high            | --min-score-for must be a label and a number between 0 and 1, got high
            --labels a,b --min-score-for a=1.1             | --min-score-for must be between 0 and 1, got 1.1
            --labels a,b --min-score-for a=1;a=0.5         | --min-score-for names the label a twice
            --labels a/b,a-b                               | the labels a/b and a-b would share the folder a-b
            --config /no/such.properties                   | --config names /no/such.properties, which is not there
            --min-score 70                                 | --min-score must be between 0 and 1, got 70.0
            --min-margin NaN                               | --min-margin must be between 0 and 1, got NaN
            --api tei                                      | --api must be auto, pipeline or multimodal, got tei
            --endpoint-url http://[::1/                    | --endpoint-url must be an http or https address
            --endpoint-url http://my_host/                 | --endpoint-url must be an http or https address
            --endpoint-url http:///path                    | --endpoint-url must be an http or https address
            --endpoint-url ftp://127.0.0.1/                | --endpoint-url must be an http or https address
            --endpoint-url http://127.0.0.1/a␣b           | --endpoint-url must be an http or https address
            --endpoint-url http://127.0.0.1:99999/         | --endpoint-url must have a port between 1 and 65535, got 99999
            --endpoint-url http://127.0.0.1:0/             | --endpoint-url must have a port between 1 and 65535, got 0
            doctor --endpoint-url http://[::1/             | --endpoint-url must be an http or https address
            doctor --endpoint-url http://127.0.0.1:99999/  | --endpoint-url must have a port between 1 and 65535, got 99999
            --max-in-flight 0                              | --max-in-flight must be between 1 and 1000, got 0
            --max-in-flight 2000000000                     | --max-in-flight must be between 1 and 1000, got 2000000000
            --retries -1                                   | --retries must be between 0 and 1000, got -1
            --retries 1001                                 | --retries must be between 0 and 1000, got 1001
            --retry-delay=-5s                              | --retry-delay must be between 0 and 30s, got -5s
            --retry-delay 1m                               | --retry-delay must be between 0 and 30s, got 1m
            --retry-delay soon                             | --retry-delay must be a time such as 500ms or 2s, got soon
            --token hf_secret                              | Unknown option
            pictures                                       | Unmatched argument
            """)
    void refusesWhatMakesNoSense(String arguments, String sentence) {
        // The sign for a space stands for one within an argument.
        CommandRun run = CommandRun.of(Arrays.stream(arguments.split(" "))
                .map(argument -> argument.replace('␣', ' '))
                .toArray(String[]::new));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(sentence).doesNotContain("\tat ", "me:pass");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void helpNamesEveryOptionAndWhereTheTokenComesFrom() {
        CommandRun run = CommandRun.of("--help");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("--dir", "--watch", "--labels", "--min-score", "--min-margin", "--model", "--endpoint-url")
                .contains("HF_TOKEN", "Exit status")
                .doesNotContain("--token");
    }

    @Test
    void saysItsVersion() {
        CommandRun run = CommandRun.of("--version");

        assertThat(run.status()).isZero();
        assertThat(run.out()).containsPattern("^watched-folder \\d+\\.\\d+").contains("Java ");
    }

    @Test
    void whatTheComponentRefusesIsOneSentence() throws IOException {
        Path picture = Files.write(folder.resolve("tiles.png"), DrawnPicture.tiles());

        CommandRun run = CommandRun.of("--dir", folder.toString(), "--model", "../../etc");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("option model").doesNotContain("\tat ");
        assertThat(picture).exists();
    }
}
