package io.github.camelhf.inference.examples.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.examples.pictures.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures on a server that come to lie in exactly one place, whichever connection breaks. */
@ParameterizedClass
@EnumSource(Dsl.class)
@Timeout(120)
class RemoteFolderTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RETRIES = 2;

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    enum Protocol {
        FTP,
        SFTP
    }

    @TempDir
    Path root;

    private final Dsl dsl;
    private final AtomicInteger cuts = new AtomicInteger();
    private final List<AutoCloseable> running = new ArrayList<>();

    RemoteFolderTest(Dsl dsl) {
        this.dsl = dsl;
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void sortsPicturesIntoFoldersOnTheServer(Protocol protocol) throws Exception {
        RemoteFolder folder = folder(protocol);
        for (Sample picture : Sample.pictures()) {
            folder.upload(picture);
        }
        folder.upload(Sample.note());

        start();

        await().atMost(PATIENCE).until(folder::isDone);
        assertThat(folder.files())
                .containsExactly(
                        "failed/note.jpg",
                        "sorted/blue-tile/blue.png",
                        "sorted/green-grass/lawn.png",
                        "sorted/red-tile/red.png");
        assertThat(only(folder.root().resolve("sorted/blue-tile")))
                .hasBinaryContent(Sample.pictures().get(1).bytes());
        assertThat(only(folder.root().resolve("failed")))
                .hasBinaryContent(Sample.note().bytes());
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void everyPictureHasOnePlaceWhateverTheModelsServerDid(Protocol protocol) throws Exception {
        EMULATOR.fault(Fault.modelLoading(20), RETRIES + 1);
        EMULATOR.fault(Fault.rateLimited(Duration.ofSeconds(30)));
        EMULATOR.fault(Fault.resetBeforeAnswer());
        EMULATOR.fault(Fault.unauthorized());
        RemoteFolder folder = folder(protocol);
        for (int i = 0; i < 9; i++) {
            folder.upload(Sample.pictures().get(i % 3).named(i + ".png"));
        }

        start();

        await().atMost(PATIENCE).until(folder::isDone);
        assertThat(folder.files())
                .containsExactly(
                        "sorted/blue-tile/1.png",
                        "sorted/blue-tile/4.png",
                        "sorted/blue-tile/7.png",
                        "sorted/green-grass/2.png",
                        "sorted/green-grass/5.png",
                        "sorted/green-grass/8.png",
                        "sorted/red-tile/0.png",
                        "sorted/red-tile/3.png",
                        "sorted/red-tile/6.png");
        assertThat(EMULATOR.requests()).hasSize(9 + RETRIES + 1 + 3);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void aConnectionThatDropsHalfWayLosesNothing(Protocol protocol) throws Exception {
        cuts.set(3);
        RemoteFolder folder = folder(protocol);
        folder.upload(Sample.large());

        start();

        await().atMost(PATIENCE).until(folder::isDone);
        assertThat(cuts).hasValue(0);
        assertThat(folder.files()).containsExactly("sorted/red-tile/large.bmp");
        assertThat(only(folder.root().resolve("sorted/red-tile")))
                .hasBinaryContent(Sample.large().bytes());
        assertThat(EMULATOR.requests()).as("half a picture is never sent").hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void aPictureStaysInTheInboxThroughAnOutageAndAnUploadUntilItIsWhole(Protocol protocol) throws Exception {
        EMULATOR.alwaysFault(Fault.scalingUp());
        RemoteFolder folder = folder(protocol);
        folder.upload(Sample.pictures().get(0));
        Path part = folder.root().resolve("inbox/other.png.part");
        Files.writeString(part, "half");

        start();
        EMULATOR.awaitRequests(RETRIES + 2, PATIENCE);

        assertThat(folder.files()).containsExactly("inbox/other.png.part", "inbox/red.png");
        EMULATOR.alwaysFault(null);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(folder.files()).containsExactly("inbox/other.png.part", "sorted/red-tile/red.png"));
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void severalFilesOfOneNameLieBesideEachOther(Protocol protocol) throws Exception {
        RemoteFolder folder = folder(protocol);
        start();
        for (int i = 1; i <= 3; i++) {
            folder.upload(Sample.pictures().get(0).named("IMG_0001.png"));
            folder.upload(new Sample("note.jpg", "", ("no picture, " + i).getBytes(StandardCharsets.UTF_8)));
            await().atMost(PATIENCE).until(folder::isDone);
        }

        assertThat(folder.files())
                .containsExactly(
                        "failed/note-2.jpg",
                        "failed/note-3.jpg",
                        "failed/note.jpg",
                        "sorted/red-tile/IMG_0001-2.png",
                        "sorted/red-tile/IMG_0001-3.png",
                        "sorted/red-tile/IMG_0001.png");
        assertThat(folder.root().resolve("failed/note.jpg")).hasContent("no picture, 1");
        assertThat(folder.root().resolve("failed/note-2.jpg")).hasContent("no picture, 2");
        assertThat(folder.root().resolve("failed/note-3.jpg")).hasContent("no picture, 3");
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void aFileThatIsWrittenInTwoStepsIsTakenWhenItIsWhole(Protocol protocol) throws Exception {
        RemoteFolder folder = folder(protocol);
        byte[] picture = Sample.pictures().get(1).bytes();
        Path slow = Files.createDirectories(folder.root().resolve("inbox")).resolve("slow.png");
        Duration pause = Duration.ofSeconds(1);
        startTakingWhatRests(pause.multipliedBy(2));

        Files.write(slow, Arrays.copyOf(picture, picture.length / 2));
        await().during(pause).atMost(pause.multipliedBy(4)).until(() -> Files.exists(slow));
        Files.write(slow, Arrays.copyOfRange(picture, picture.length / 2, picture.length), StandardOpenOption.APPEND);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(folder.files()).containsExactly("sorted/blue-tile/slow.png"));
        assertThat(folder.root().resolve("sorted/blue-tile/slow.png")).hasBinaryContent(picture);
        assertThat(EMULATOR.requests()).as("half a picture is never sent").hasSize(1);
    }

    private RemoteFolder folder(Protocol protocol) throws IOException {
        return new RemoteFolder(Files.createDirectories(root.resolve(protocol.name())));
    }

    private void start() throws Exception {
        startTakingWhatRests(Duration.ofMillis(100));
    }

    private void startTakingWhatRests(Duration rest) throws Exception {
        Map<String, String> settings = new HashMap<>(RemoteSorting.SETTINGS);
        settings.put("poll", "50");
        settings.put("rest", rest.toMillis() + "ms");
        settings.put("retries", String.valueOf(RETRIES));
        settings.put("retryDelay", "20");
        settings.put("maxWait", "50ms");
        Ftp ftp = started(
                new Ftp(folder(Protocol.FTP).root(), RemoteSorting.USER, RemoteSorting.PASSWORD, new FtpCut(cuts)));
        Sftp sftp = started(
                new Sftp(folder(Protocol.SFTP).root(), RemoteSorting.USER, RemoteSorting.PASSWORD, new SftpCut(cuts)));
        RemoteSorting routes = started(new RemoteSorting(ftp, sftp, EMULATOR.url(), settings));
        dsl.add(routes.camel());
        routes.camel().start();
    }

    private <T extends AutoCloseable> T started(T part) {
        running.add(0, part);
        return part;
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable part : running) {
            part.close();
        }
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }
}
