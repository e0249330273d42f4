package io.github.camelhf.inference.examples.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.examples.pictures.Tree;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that lose what is personal in them, or are set aside; none is stored as it was. */
@ParameterizedClass(name = "yaml = {0}")
@ValueSource(booleans = {false, true})
@Timeout(120)
class RedactionRouteTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RETRIES = 1;
    private static final String LETTER = "Please ask Ann Lee (ann@example.org, 030 1234567) for it.\n";

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    Path root;

    private final boolean yaml;

    RedactionRouteTest(boolean yaml) {
        this.yaml = yaml;
    }

    @Test
    void storesWhatIsLeftAndParksWhatCannotBeRead() throws Exception {
        put("Ann Lee.txt", LETTER.repeat(30).getBytes(StandardCharsets.UTF_8));
        put("photo.png", DrawnPhoto.png());
        put("damaged.png", Arrays.copyOf(DrawnPhoto.png(), 200));
        put("picture.txt", DrawnPhoto.png());
        put("utf-16.txt", LETTER.getBytes(StandardCharsets.UTF_16));
        put("page.html", "<p>Ann <b>Lee</b>, ann&#64;example.org</p>".getBytes(StandardCharsets.UTF_8));
        put("L".repeat(251) + ".txt", "Ann Lee".getBytes(StandardCharsets.UTF_8));
        put("contract.pdf", "%PDF-1.7 Ann Lee".getBytes(StandardCharsets.UTF_8));
        EMULATOR.fault(Fault.modelLoading(0.1));
        EMULATOR.fault(Fault.resetBeforeAnswer());

        whileItRuns("blackOut", () -> awaitEmptyInbox());

        assertThat(files("originals"))
                .containsExactly("Ann Lee.txt", "L".repeat(251) + ".txt", "photo.png", "picture.txt");
        assertThat(files("parked"))
                .containsExactly(
                        "contract.pdf",
                        "damaged.png",
                        "page.html",
                        "reason.txt",
                        "reason.txt",
                        "reason.txt",
                        "reason.txt",
                        "utf-16.txt");
        assertThat(files("redacted")).hasSize(4).allMatch(name -> name.matches("[0-9a-f-]{36}\\.(txt|png)"));
        assertThat(redacted(".txt"))
                .map(Files::readString)
                .containsExactlyInAnyOrder("Please ask ████ (████, ████) for it.\n".repeat(30), "████");
        for (Path photo : redacted(".png")) {
            BufferedImage picture = ImageIO.read(photo.toFile());
            assertThat(picture.getRGB(55, 80)).isEqualTo(Color.BLACK.getRGB());
            assertThat(picture.getRGB(245, 70)).isEqualTo(Color.BLACK.getRGB());
            assertThat(picture.getRGB(150, 120)).isEqualTo(Color.WHITE.getRGB());
        }
        assertNothingPersonalIsStored();
    }

    @Test
    void anotherDocumentOfTheSameNameAndTimeReplacesNone() throws Exception {
        whileItRuns("blur", () -> {
            put("scan.txt", "Ann Lee is here".getBytes(StandardCharsets.UTF_8));
            awaitEmptyInbox();
            put("scan.txt", "Here comes Tom Miller".getBytes(StandardCharsets.UTF_8));
            awaitEmptyInbox();
        });

        assertThat(files("redacted")).hasSize(2);
        assertThat(files("originals")).containsExactly("scan.txt", "scan.txt");
    }

    @Test
    void noFailureOfTheModelLetsADocumentPass() throws Exception {
        put("letter.txt", LETTER.getBytes(StandardCharsets.UTF_8));
        put("photo.png", DrawnPhoto.png());
        EMULATOR.alwaysFault(Fault.overloaded());

        whileItRuns("blur", () -> {
            EMULATOR.awaitRequests(2, PATIENCE);
            int seen = 2;
            for (Fault fault : List.of(Fault.unauthorized(), Fault.modelNotFound(), Fault.badGateway())) {
                EMULATOR.alwaysFault(fault);
                seen = EMULATOR.awaitRequests(seen + 3, PATIENCE).size();
            }
            assertThat(files("inbox")).containsExactly("letter.txt", "photo.png");
            assertThat(files("redacted")).isEmpty();
            EMULATOR.alwaysFault(null);
            awaitEmptyInbox();
        });

        assertThat(files("originals")).containsExactly("letter.txt", "photo.png");
        assertThat(redacted(".png")).singleElement().satisfies(photo -> {
            BufferedImage picture = ImageIO.read(photo.toFile());
            assertThat(picture.getRGB(46, 74)).as("an eye").isNotEqualTo(Color.BLACK.getRGB());
        });
        assertNothingPersonalIsStored();
    }

    @ParameterizedTest
    @ValueSource(ints = {424, 500})
    void aDocumentAtWhichTheServerFailsEachTimeDoesNotHoldUpTheOthers(int status) throws Exception {
        put("poison.txt", LETTER.getBytes(StandardCharsets.UTF_8));
        EMULATOR.fault(Fault.answer(status, "text/plain", "boom"), RETRIES + 1);

        whileItRuns("blur", () -> {
            awaitEmptyInbox();
            EMULATOR.fault(Fault.answer(status, "text/plain", "boom"), RETRIES);
            put("letter.txt", LETTER.getBytes(StandardCharsets.UTF_8));
            awaitEmptyInbox();
        });

        assertThat(files("parked")).containsExactly("poison.txt", "reason.txt");
        assertThat(files("originals")).containsExactly("letter.txt");
        assertNothingPersonalIsStored();
    }

    @Test
    void aDocumentIsNotCalledByItsNameWhileItIsWritten() throws Exception {
        // Where the program would write under the name of the original, there is something.
        Files.createFile(Files.createDirectories(root.resolve("redacted/.part-Ann Lee.txt"))
                .resolve("here"));
        put("Ann Lee.txt", LETTER.getBytes(StandardCharsets.UTF_8));

        whileItRuns("blur", this::awaitEmptyInbox);

        assertThat(redacted(".txt")).hasSize(1);
    }

    @Test
    void whatTheModelAnswersWronglyIsParked() throws Exception {
        String elsewhere = "[[{\"entity_group\":\"PER\",\"score\":1,\"word\":\"Ann\",\"start\":400,\"end\":403}]]";
        List<Fault> faults = List.of(
                Fault.malformedJson(),
                Fault.errorWithStatus200("no such thing"),
                Fault.answer(200, "application/json", "[[],[]]"),
                Fault.answer(200, "application/json", elsewhere));
        whileItRuns("blur", () -> {
            for (int i = 0; i < faults.size(); i++) {
                EMULATOR.fault(faults.get(i));
                put("letter" + i + ".txt", LETTER.getBytes(StandardCharsets.UTF_8));
                awaitEmptyInbox();
            }
        });

        assertThat(files("redacted")).isEmpty();
        assertThat(files("parked")).hasSize(2 * faults.size()).contains("letter0.txt", "letter3.txt");
    }

    @Test
    void theExampleDoesWhatItsPageSays() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        RedactionExample.run(yaml, new PrintStream(printed, true, StandardCharsets.UTF_8));

        String page = Files.readString(Path.of("README.md"));
        assertThat(page).contains("```\n" + printed.toString(StandardCharsets.UTF_8) + "```\n");
    }

    private void assertNothingPersonalIsStored() throws IOException {
        byte[] photo = DrawnPhoto.png();
        for (Path file : paths("redacted")) {
            byte[] stored = Files.readAllBytes(file);
            assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("Ann", "Lee", "example", "1234");
            assertThat(stored).isNotEqualTo(photo);
        }
    }

    private interface Steps {
        void run() throws Exception;
    }

    private void whileItRuns(String hide, Steps steps) throws Exception {
        // As somebody may give it, and Camel takes it for a folder inside the inbox.
        Path relative = Path.of("").toAbsolutePath().relativize(root);
        Map<String, String> settings = new HashMap<>(Redactor.SETTINGS);
        settings.put("hide", hide);
        settings.put("poll", "50");
        settings.put("retries", String.valueOf(RETRIES));
        settings.put("retryDelay", "20");
        try (Redactor redactor = new Redactor(relative, EMULATOR.hostedUrl(), settings)) {
            redactor.start(yaml);
            steps.run();
        }
    }

    private void put(String name, byte[] content) throws IOException {
        Path file = Files.createDirectories(root.resolve("inbox")).resolve(name);
        Path whole = Files.write(root.resolve("whole"), content);
        Files.setLastModifiedTime(whole, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
        Files.move(whole, file);
    }

    private void awaitEmptyInbox() {
        await().atMost(PATIENCE).until(() -> files("inbox").isEmpty());
    }

    private List<Path> redacted(String ending) {
        return paths("redacted").stream()
                .filter(file -> file.toString().endsWith(ending))
                .toList();
    }

    private List<String> files(String folder) {
        return paths(folder).stream()
                .map(file -> file.getFileName().toString())
                .sorted()
                .toList();
    }

    private List<Path> paths(String folder) {
        Path place = root.resolve(folder);
        return Tree.files(place).stream().map(place::resolve).toList();
    }
}
