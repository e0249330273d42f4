package io.github.camelhf.inference.examples.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.examples.pictures.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that are booked as they are, and those that a person looks through with the reason beside them. */
@ParameterizedClass(name = "yaml = {0}")
@ValueSource(booleans = {false, true})
@Timeout(120)
class InvoiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RETRIES = 2;
    private static final Instant WRITTEN = Instant.parse("2026-01-02T03:04:05Z");
    private static final byte[] RIGHT = DrawnInvoice.png(DrawnInvoice.RIGHT);

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    Path root;

    private final boolean yaml;

    InvoiceTest(boolean yaml) {
        this.yaml = yaml;
    }

    @Test
    void booksWhatAddsUpAndReviewsTheRest() throws Exception {
        put("right.png", RIGHT);
        put("other.png", DrawnInvoice.with("2026-0117", "B-2"));
        put("sum.png", DrawnInvoice.with("NET:\t490.00", "NET:\t480.00"));
        put("total.png", DrawnInvoice.with("583.10", "538.10"));
        put("item.png", DrawnInvoice.with("390.00", "391.00"));
        put("date.png", DrawnInvoice.with("2026-11-03", "3 NOV 2026"));
        put("day.png", DrawnInvoice.with("2026-11-03", "2026-11-31"));
        put("missing.png", DrawnInvoice.with("INVOICE NUMBER: 2026-0117", ""));
        put("endless.png", DrawnInvoice.endless());
        put("lawn.png", Sample.pictures().get(2).bytes());
        put("damaged.png", DrawnInvoice.damaged());
        EMULATOR.fault(Fault.modelLoading(0.1), 2);
        EMULATOR.fault(Fault.resetBeforeAnswer());

        whileItRuns(() -> awaitFiles("inbox"));

        assertThat(files("booked")).containsExactly("other.png", "other.png.json", "right.png", "right.png.json");
        JsonNode record =
                new ObjectMapper().readTree(stored("booked", "right.png.json").toFile());
        assertThat(record.path("number").textValue()).isEqualTo("2026-0117");
        assertThat(record.path("seller").textValue()).isEqualTo("ROOF & FLOOR LTD");
        assertThat(record.path("items")).hasSize(2);
        assertThat(record.at("/items/1/quantity").doubleValue()).isEqualTo(12.5);
        assertThat(record.path("total").doubleValue()).isEqualTo(583.1);
        assertThat(stored("booked", "right.png")).hasBinaryContent(RIGHT);
        assertReviewed("sum.png", "the items make 490.00, and the net says 480.0");
        assertReviewed("total.png", "net and vat make 583.10, and the total says 538.1");
        assertReviewed("item.png", "item 2 makes 390.00, and its amount says 391.0");
        assertReviewed("date.png", "at /date does not match the regex pattern");
        assertReviewed("day.png", "the calendar has no 2026-11-31");
        assertReviewed("missing.png", "not found: number\n");
        assertReviewed("endless.png", "raise parameters.max_tokens");
        assertReviewed("lawn.png", "not found: number, date, seller");
        assertReviewed("damaged.png", "is truncated");
        assertThat(files("review")).hasSize(18);
        assertThat(stored("review", "endless.png")).hasBinaryContent(DrawnInvoice.endless());
    }

    @Test
    void anotherInvoiceOfTheSameNameAndTimeHasARecordOfItsOwn() throws Exception {
        whileItRuns(() -> {
            put("scan.png", RIGHT);
            awaitFiles("booked", "scan.png", "scan.png.json");
            put("scan.png", DrawnInvoice.with("2026-0117", "B-2"));
            awaitFiles("booked", "scan.png", "scan.png", "scan.png.json", "scan.png.json");
        });
    }

    @Test
    void aNameThatNoDiskTakesLongerGivesWayToAnIdAndOneWithoutAnEndStays() throws Exception {
        put("x".repeat(250) + "..png", RIGHT);
        put("scan", DrawnInvoice.with("2026-0117", "B-2"));

        whileItRuns(() -> awaitFiles("inbox"));

        assertThat(files("booked"))
                .hasSize(4)
                .contains("scan", "scan.json")
                .anySatisfy(name -> assertThat(name).matches("[0-9a-f-]{36}\\.png\\.json"));
        assertThat(EMULATOR.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {424, 500})
    void aPictureAtWhichTheServerFailsEachTimeIsReviewed(int status) throws Exception {
        put("poison.png", RIGHT);
        EMULATOR.fault(Fault.answer(status, "text/plain", "boom"), RETRIES + 1);

        whileItRuns(() -> {
            awaitFiles("review", "poison.png", "poison.png.txt");
            EMULATOR.fault(Fault.answer(status, "text/plain", "boom"), RETRIES);
            put("right.png", RIGHT);
            awaitFiles("booked", "right.png", "right.png.json");
        });

        assertReviewed("poison.png", "boom");
    }

    @Test
    void whatWasNotReadInAnItemIsReviewedToo() throws Exception {
        put("item.png", RIGHT);
        EMULATOR.fault(Fault.answer(200, "application/json", """
                {"choices": [{"message": {"content": "{\\"number\\": \\"7\\", \\"date\\": \\"2026-11-03\\", \\"seller\\": \\" \\", \\"currency\\": \\"EUR\\", \
                \\"items\\": [{\\"description\\": null, \\"quantity\\": 2, \\"price\\": 3, \\"amount\\": 6}], \
                \\"net\\": 6, \\"vat\\": 1, \\"total\\": 7}"}, "finish_reason": "stop"}]}
                """));

        whileItRuns(() -> awaitFiles("review", "item.png", "item.png.txt"));

        assertReviewed("item.png", "not found: seller, description of item 1\n");
    }

    @Test
    void aRefusalIsReviewedInTheModelsWords() throws Exception {
        put("refused.png", RIGHT);
        EMULATOR.fault(InvoiceExample.REFUSAL);

        whileItRuns(() -> awaitFiles("review", "refused.png", "refused.png.txt"));

        assertReviewed("refused.png", "I cannot help with documents of persons.");
    }

    @Test
    void nothingLeavesTheInboxWhileTheServerTakesNoCalls() throws Exception {
        put("right.png", RIGHT);
        EMULATOR.fault(Fault.scalingUp(), RETRIES + 2);
        EMULATOR.fault(Fault.unauthorized());
        EMULATOR.fault(Fault.modelNotFound());
        EMULATOR.alwaysFault(Fault.overloaded());

        whileItRuns(() -> {
            EMULATOR.awaitRequests(RETRIES + 5, PATIENCE);
            assertThat(files("inbox")).containsExactly("right.png");
            assertThat(files("booked")).isEmpty();
            assertThat(files("review")).isEmpty();
            EMULATOR.alwaysFault(null);
            awaitFiles("booked", "right.png", "right.png.json");
        });
    }

    @Test
    void theExampleDoesWhatItsPageSays() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        InvoiceExample.run(yaml, new PrintStream(printed, true, StandardCharsets.UTF_8));

        String page = Files.readString(Path.of("README.md"));
        assertThat(page).contains("```\n" + printed.toString(StandardCharsets.UTF_8) + "```\n");
    }

    private void assertReviewed(String name, String reason) throws IOException {
        assertThat(stored("review", name)).exists();
        assertThat(stored("review", name + ".txt")).content().contains(reason);
    }

    private Path stored(String folder, String name) throws IOException {
        try (Stream<Path> all = Files.list(root.resolve(folder))) {
            return all.filter(file -> unstamped(file).equals(name)).findFirst().orElseThrow();
        }
    }

    private static String unstamped(Path file) {
        return file.getFileName().toString().replaceFirst("-" + WRITTEN.toEpochMilli() + "-\\d+(?=\\.|$)", "");
    }

    private interface Steps {
        void run() throws Exception;
    }

    private void whileItRuns(Steps steps) throws Exception {
        // As somebody may give it, and Camel takes it for a folder inside the inbox.
        Path relative = Path.of("").toAbsolutePath().relativize(root);
        Map<String, String> settings = new HashMap<>(InvoiceDesk.SETTINGS);
        settings.put("poll", "50");
        settings.put("retries", String.valueOf(RETRIES));
        settings.put("retryDelay", "20");
        try (InvoiceDesk desk = new InvoiceDesk(relative, EMULATOR.url().resolve("/v1/chat/completions"), settings)) {
            desk.start(yaml);
            steps.run();
        }
    }

    private void put(String name, byte[] content) throws IOException {
        Path file = Files.createDirectories(root.resolve("inbox")).resolve(name);
        Files.write(file, content);
        Files.setLastModifiedTime(file, FileTime.from(WRITTEN));
    }

    private void awaitFiles(String folder, String... names) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(files(folder)).containsExactly(names));
    }

    private List<String> files(String folder) throws IOException {
        if (!Files.exists(root.resolve(folder))) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(root.resolve(folder))) {
            return all.filter(Files::isRegularFile)
                    .map(InvoiceTest::unstamped)
                    .filter(name -> !name.startsWith(".part-"))
                    .sorted()
                    .toList();
        }
    }
}
