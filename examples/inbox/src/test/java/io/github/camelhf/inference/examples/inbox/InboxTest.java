package io.github.camelhf.inference.examples.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.RecordedRequest;
import io.github.camelhf.inference.examples.inbox.MailServer.Attachment;
import io.github.camelhf.inference.examples.pictures.Sample;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails whose parts each come to lie in a folder of their kind. */
@ParameterizedClass(name = "yaml = {0}")
@ValueSource(booleans = {false, true})
@Timeout(120)
class InboxTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RETRIES = 1;
    private static final byte[] LAWN = Sample.pictures().get(2).bytes();

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    Path root;

    private final MailServer mails = new MailServer();
    private final boolean yaml;

    InboxTest(boolean yaml) {
        this.yaml = yaml;
    }

    @AfterEach
    void stop() {
        mails.close();
    }

    @Test
    void onePartThatFailsDoesNotLoseTheOthers() throws Exception {
        byte[] call = Tone.wav(440, 523);
        mails.deliver(
                "Ich möchte a refund, please",
                picture("lawn.png", LAWN),
                picture("lawn.png", Arrays.copyOf(LAWN, 100)),
                new Attachment("call.wav", "application/octet-stream", call),
                picture("plan.png", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII)),
                new Attachment("noise.wav", "audio/wav", Arrays.copyOf(call, 40)),
                picture("", LAWN));
        EMULATOR.fault(Fault.modelLoading(0.1));
        EMULATOR.fault(Fault.resetBeforeAnswer());

        whileItRuns(() -> awaitUnread(0));

        assertThat(files())
                .containsExactly(
                        "failed/1-3-lawn.png",
                        "failed/1-6-noise.wav",
                        "other/1-5-plan.png",
                        "pictures/grass/1-2-lawn.png",
                        "pictures/grass/1-7-part",
                        "sounds/1-4-call.wav",
                        "texts/refund/1-1-message.txt");
        assertThat(content("texts/refund/1-1-message.txt"))
                .asString(StandardCharsets.UTF_8)
                .startsWith("Ich möchte");
        assertThat(content("pictures/grass/1-2-lawn.png")).isEqualTo(LAWN);
        assertThat(content("failed/1-3-lawn.png")).isEqualTo(Arrays.copyOf(LAWN, 100));
        assertThat(said("failed/1-3-lawn.png")).contains("is truncated");
        assertThat(said("failed/1-6-noise.wav")).contains("malformed");
        assertThat(said("texts/refund/1-1-message.txt")).contains("\"label\":\"refund\"");
        assertThat(said("sounds/1-4-call.wav")).contains("A4 C5");
        assertThat(said("other/1-5-plan.png")).isEqualTo("application/pdf");
    }

    @Test
    void anOutageLeavesTheMailUnreadAndNoPartIsAskedTwiceAlsoAfterARestart() throws Exception {
        mails.deliver("refund", picture("lawn.png", LAWN), new Attachment("call.wav", "audio/wav", Tone.wav(440)));
        EMULATOR.fault(Fault.slow(Duration.ofMillis(1)));
        EMULATOR.alwaysFault(Fault.modelNotFound());
        whileItRuns(() -> EMULATOR.awaitRequests(5, PATIENCE));
        assertThat(mails.unread()).isEqualTo(1);
        assertThat(files()).containsExactly("texts/refund/1-1-message.txt");

        EMULATOR.fault(Fault.overloaded(), RETRIES + 1);
        EMULATOR.fault(Fault.unauthorized());
        EMULATOR.alwaysFault(null);
        whileItRuns(() -> awaitUnread(0));

        assertThat(files())
                .containsExactly("pictures/grass/1-2-lawn.png", "sounds/1-3-call.wav", "texts/refund/1-1-message.txt");
        assertThat(EMULATOR.requests().stream().map(RecordedRequest::path).filter(path -> path.contains("mnli")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {424, 500})
    void aPartAtWhichTheServerFailsEachTimeDoesNotKeepItsMailUnread(int status) throws Exception {
        mails.deliver("refund", picture("lawn.png", LAWN));
        EMULATOR.fault(Fault.answer(status, "text/plain", "boom"), RETRIES + 1);
        EMULATOR.fault(Fault.answer(status, "text/plain", "boom"), RETRIES);

        whileItRuns(() -> awaitUnread(0));

        assertThat(files()).containsExactly("failed/1-1-message.txt", "pictures/grass/1-2-lawn.png");
        assertThat(said("failed/1-1-message.txt")).contains("boom");
    }

    @Test
    void aSenderChoosesNeitherPathsNorExpressions() throws Exception {
        mails.deliver("invoice", picture("../../../${sysenv.HOME}/a\u0000b\r\n" + "x".repeat(300) + ".png", LAWN));
        mails.deliver(raw("Content-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\n!?!\r\n"));
        mails.deliver(raw("Content-Type: text/plain; charset=no-such\r\n\r\nthe delivery\r\n"));
        mails.deliver(
                raw("Content-Type: multipart/alternative; boundary=a\r\n\r\n--a\r\nContent-Type: text/html\r\n\r\n"
                        + "<p>refund</p>\r\n--a\r\nContent-Type: text/plain\r\n\r\nrefund\r\n--a--\r\n"));

        whileItRuns(() -> awaitUnread(0));

        assertThat(files())
                .containsExactly(
                        "failed/2-1-a.png",
                        "pictures/grass/1-2-" + "x".repeat(76) + ".png",
                        "texts/delivery/3-1-message.txt",
                        "texts/invoice/1-1-message.txt",
                        "texts/refund/4-1-message.txt");
    }

    @Test
    void theExampleDoesWhatItsPageSays() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        InboxExample.run(yaml, new PrintStream(printed, true, StandardCharsets.UTF_8));

        String page = Files.readString(Path.of("README.md"));
        assertThat(page).contains("```\n" + printed.toString(StandardCharsets.UTF_8) + "```\n");
    }

    private static Attachment picture(String name, byte[] content) {
        return new Attachment(name, "image/png", content);
    }

    private static MimeMessage raw(String mail) throws Exception {
        return new MimeMessage(
                (Session) null,
                new ByteArrayInputStream(("Subject: x\r\n" + mail).getBytes(StandardCharsets.US_ASCII)));
    }

    private interface Steps {
        void run() throws Exception;
    }

    private void whileItRuns(Steps steps) throws Exception {
        Map<String, String> settings = new HashMap<>(InboxSorter.SETTINGS);
        settings.put("poll", "50");
        settings.put("retries", String.valueOf(RETRIES));
        settings.put("retryDelay", "20");
        try (InboxSorter sorter = new InboxSorter(root, mails.mailbox(), EMULATOR.hostedUrl(), settings)) {
            sorter.start(yaml);
            steps.run();
        }
    }

    private void awaitUnread(long mailsLeft) {
        await().atMost(PATIENCE).until(() -> mails.unread() == mailsLeft);
    }

    /** The parts that have an answer beside them, without the number that the server gives its mailbox. */
    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> Files.exists(Path.of(file + ".txt")))
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .map(file -> file.replaceFirst("/\\d+-(\\d+-)", "/$1"))
                    .sorted()
                    .toList();
        }
    }

    private byte[] content(String file) throws IOException {
        return Files.readAllBytes(stored(file));
    }

    private String said(String file) throws IOException {
        return Files.readString(Path.of(stored(file) + ".txt"));
    }

    private Path stored(String file) throws IOException {
        int folder = file.lastIndexOf('/');
        try (Stream<Path> all = Files.list(root.resolve(file.substring(0, folder)))) {
            return all.filter(each -> each.toString().endsWith("-" + file.substring(folder + 1)))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
