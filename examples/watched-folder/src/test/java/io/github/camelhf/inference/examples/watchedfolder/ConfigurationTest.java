package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flags, environment and file: who goes first, and what is wrong with them. */
@Timeout(120)
class ConfigurationTest {

    @TempDir
    Path temporary;

    private Path folder = Path.of("");
    private Path file = Path.of("");

    @BeforeEach
    void drop() throws IOException {
        folder = Files.createDirectory(temporary.resolve("pictures"));
        file = temporary.resolve("sorting.properties");
        DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
    }

    @Test
    void readsTheFile() throws IOException {
        write("dir=" + slashes(folder), "min-score = 1", "watch=false", "model =");

        CommandRun run = CommandRun.of("--config", file.toString());

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(new Sorted(folder).files()).containsExactly("review/tiles.png");
    }

    @Test
    void readsAPrefixBeforeAKey() throws IOException {
        write("watched-folder.dir=" + slashes(folder), "watched-folder.labels=ceramic tile, Gänseblümchen");

        CommandRun run = CommandRun.of(Map.of("WATCHED_FOLDER_CONFIG", file.toString()));

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(new Sorted(folder)
                        .result("sorted/ceramic-tile/tiles.png")
                        .path("labels")
                        .path(1)
                        .path("label")
                        .asText())
                .isEqualTo("Gänseblümchen");
    }

    @Test
    void theEnvironmentGoesBeforeTheFile() throws IOException {
        write("min-score=1");

        CommandRun run = CommandRun.of(
                Map.of("WATCHED_FOLDER_MIN_SCORE", "0.3", "WATCHED_FOLDER_DIR", folder.toString()),
                "--config",
                file.toString());

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(new Sorted(folder).files()).containsExactly("sorted/ceramic-tile/tiles.png");
    }

    @Test
    void aFlagGoesBeforeBoth() throws IOException {
        write("min-score=1", "dir=/no/such/folder", "watch=true");

        CommandRun run = CommandRun.of(
                Map.of("WATCHED_FOLDER_MIN_SCORE", "1", "WATCHED_FOLDER_WATCH", "true"),
                "--config=" + file,
                "--dir",
                folder.toString(),
                "--min-score=0.3",
                "--watch=false");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(new Sorted(folder).files()).containsExactly("sorted/ceramic-tile/tiles.png");
    }

    @Test
    void aFlagThatTheEnvironmentSetsTooStaysSet() {
        CompletableFuture<Ending> ended = CompletableFuture.completedFuture(Ending.STOPPED);

        CommandRun run = CommandRun.of(
                new StringWriter(),
                ended,
                Map.of("WATCHED_FOLDER_WATCH", "true"),
                "--watch",
                "--dir",
                folder.toString());

        assertThat(run.out()).contains("Ctrl-C ends it");
    }

    @Test
    void aDryRunOfTheEnvironmentSaysSoAndMovesNothing() {
        CommandRun run = CommandRun.of(Map.of("WATCHED_FOLDER_DRY_RUN", "true"), "--dir", folder.toString());

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("; a dry run, nothing is moved", "would move tiles.png to sorted/ceramic-tile/tiles.png");
        assertThat(new Sorted(folder).files()).containsExactly("tiles.png");
    }

    @Test
    void anAddressAsAFlagReplacesTheModelOfTheFile() throws IOException {
        write("model=google/siglip2-base-patch16-224", "retries=0");

        CommandRun run = CommandRun.of(
                "--config", file.toString(), "--dir", folder.toString(), "--endpoint-url", "http://127.0.0.1:1/");

        assertThat(run.out()).contains("with http://127.0.0.1:1/");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            min-scor=0.5           | holds the unknown key min-scor; is min-score meant?
            minScore=0.5           | holds the unknown key minScore; is min-score meant?
            min_margin=0.5         | holds the unknown key min_margin; is min-margin meant?
            config=other           | holds the unknown key config
            token=hf_secret        | holds the key token: a token is taken only from the environment variable HF_TOKEN
            min-score=70           | --min-score must be between 0 and 1, got 70.0 (set by min-score in
            retries=many           | 'many' is not an int (set by retries in
            watch=perhaps          | 'perhaps' is not a boolean (set by watch in
            model=a\\nmodel=b      | it sets model twice
            watched-folder.min-scor=1 | holds the unknown key min-scor; is min-score meant?
            """)
    void refusesAFileThatMakesNoSense(String content, String sentence) throws IOException {
        write(content.replace("\\n", "\n"));

        CommandRun run = CommandRun.of("--config", file.toString(), "--dir", folder.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(sentence).doesNotContain("hf_secret", "\tat ");
        assertThat(new Sorted(folder).files()).containsExactly("tiles.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dir=C:\\Users\\anna\\new", "dir: C:\\new\\test", "dir = D:\\users", "prompt=a=b\\d"})
    void saysThatABackslashWouldBeLost(String line) throws IOException {
        write("# of C:\\Users\\anna", line);

        CommandRun run = CommandRun.of("--config", file.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains(file + " cannot be read: line 2 holds a backslash that would be lost; write / in its place");
    }

    @Test
    void aBackslashThatMeansSomethingIsTaken() throws IOException {
        write("dir=" + slashes(folder), "labels=ceramic tile,\\", "  G\\u00e4nse\\\\bl\u00fcmchen", "min-score=0.3");

        CommandRun run = CommandRun.of("--config", file.toString());

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(new Sorted(folder)
                        .result("sorted/ceramic-tile/tiles.png")
                        .path("labels")
                        .path(1)
                        .path("label")
                        .asText())
                .isEqualTo("Gänse\\blümchen");
    }

    @Test
    void showsAnUnknownKeyWithoutWhatNobodySees() throws IOException {
        write("min-score=0.3", "\uFEFFmin-margin=0.1");

        CommandRun run = CommandRun.of("--config", file.toString(), "--dir", folder.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("holds the unknown key ?min-margin").doesNotContain("\uFEFF");
    }

    @Test
    void keysOfOthersMayStandBesideThoseWithThePrefix() throws IOException {
        write("server.port=8080", "min-score=0.3", "watched-folder.min-score=1");

        CommandRun run = CommandRun.of("--config", file.toString(), "--dir", folder.toString());

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(new Sorted(folder).files()).containsExactly("review/tiles.png");
    }

    @Test
    void helpComesWhateverTheFileHolds() throws IOException {
        write("server.port=8080");

        assertThat(CommandRun.of("--config", file.toString(), "--help").out()).contains("Usage: watched-folder");
        assertThat(CommandRun.of("doctor", "--config", file.toString(), "--help")
                        .out())
                .contains("Usage: watched-folder doctor");
        assertThat(CommandRun.of("--config", file.toString(), "--dir", folder.toString())
                        .status())
                .isEqualTo(2);
    }

    @Test
    void refusesAFileThatIsNoTextAndNamesTheLine() throws IOException {
        Files.write(file, "min-score=1\r\n\r\nlabels=Gänse,Blümchen".getBytes(StandardCharsets.ISO_8859_1));

        CommandRun run = CommandRun.of("--config", file.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(file + " cannot be read: line 3 is no text in UTF-8; save the file as UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE"})
    void readsTheEncodingThatAByteOrderMarkNames(String charset) throws IOException {
        String content = "\uFEFFlabels=ceramic tile, Gänseblümchen\nmin-score=0.3\n";
        Files.write(file, content.getBytes(charset));

        CommandRun run = CommandRun.of("--config", file.toString(), "--dir", folder.toString());

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(new Sorted(folder)
                        .result("sorted/ceramic-tile/tiles.png")
                        .path("labels")
                        .path(1)
                        .path("label")
                        .asText())
                .isEqualTo("Gänseblümchen");
    }

    @ParameterizedTest
    @CsvSource({
        "min-score=1, line 1 is no text in UTF-8",
        "'\uFEFFmin-score=1\n\uD800=2', line 2 is no text in UTF-16LE"
    })
    void refusesUtf16WithoutAMarkAndHalvesOfCharacters(String content, String sentence) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(2 * content.length()).order(ByteOrder.LITTLE_ENDIAN);
        content.chars().forEach(character -> bytes.putChar((char) character));
        Files.write(file, bytes.array());

        CommandRun run = CommandRun.of("--config", file.toString(), "--dir", folder.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(sentence);
    }

    @Test
    void saysWhichVariableHoldsAWrongValue() {
        CommandRun run = CommandRun.of(Map.of("WATCHED_FOLDER_MIN_MARGIN", "2"), "--dir", folder.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains("--min-margin must be between 0 and 1, got 2.0"
                        + " (set by the environment variable WATCHED_FOLDER_MIN_MARGIN)");
    }

    @Test
    void namesVariablesThatSetNothing() {
        CommandRun run = CommandRun.of(
                Map.of("WATCHED_FOLDER_MIN_SCOR", "0.9", "WATCHED_FOLDER_MODEL", ""), "--dir", folder.toString());

        assertThat(run.status()).isZero();
        assertThat(run.err()).contains("WATCHED_FOLDER_MIN_SCOR sets no option").doesNotContain("_MODEL");
    }

    @Test
    void helpNamesFlagVariableAndKeyOfEachOption() {
        CommandRun run = CommandRun.of("--help");

        assertThat(run.out())
                .containsPattern("--min-score +WATCHED_FOLDER_MIN_SCORE +min-score\n")
                .containsPattern("--none-of-these +WATCHED_FOLDER_NONE_OF_THESE +none-of-these\n")
                .containsPattern("--config +WATCHED_FOLDER_CONFIG");
    }

    private void write(String... lines) throws IOException {
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    /** A backslash begins something else in a file of properties. */
    private static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }
}
