package io.github.camelhf.inference.examples.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.examples.pictures.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.ftpserver.ftplet.DefaultFtplet;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.FtpReply;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.ftplet.FtpSession;
import org.apache.ftpserver.ftplet.Ftplet;
import org.apache.ftpserver.ftplet.FtpletResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** FTP servers that are not as obliging: no picture replaces another there either. */
@Timeout(120)
class OtherServersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Sample PICTURE = Sample.pictures().get(0).named("img_0001.png");

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    Path root;

    private RemoteFolder folder = new RemoteFolder(Path.of("unset"));
    private Path sorted = Path.of("unset");

    @BeforeEach
    void makeFolders() throws Exception {
        folder = new RemoteFolder(Files.createDirectories(root.resolve("ftp")));
        sorted = Files.createDirectories(folder.root().resolve("sorted/red-tile"));
        folder.upload(PICTURE);
    }

    @Test
    void whereNoNamesAreListedAPictureStaysRatherThanReplaceOne() throws Exception {
        Files.writeString(sorted.resolve("img_0001.png"), "earlier");
        whileItRuns(
                answering(
                        Map.of("NLST", argument -> new DefaultFtpReply(502, "Not implemented"), "RNTO", this::replace)),
                camel -> assertThat(new NotifyBuilder(camel)
                                .wereSentTo("hf-inference:*")
                                .whenDone(1)
                                .create()
                                .matches(60, TimeUnit.SECONDS))
                        .isTrue());

        assertThat(folder.files()).containsExactly("inbox/img_0001.png", "sorted/red-tile/img_0001.png");
        assertThat(sorted.resolve("img_0001.png")).hasContent("earlier");
    }

    @Test
    void whereCaseIsIgnoredARefusedNameGetsARandomPart() throws Exception {
        Files.writeString(sorted.resolve("IMG_0001.PNG"), "earlier");
        whileItRuns(
                answering(
                        Map.of("RNTO", argument -> isTaken(argument) ? new DefaultFtpReply(553, "File exists") : null)),
                camel -> await().atMost(PATIENCE).until(folder::isDone));

        assertThat(folder.files())
                .satisfiesExactly(
                        earlier -> assertThat(earlier).isEqualTo("sorted/red-tile/IMG_0001.PNG"),
                        second -> assertThat(second).matches("sorted/red-tile/img_0001-[0-9a-f-]{36}\\.png"));
        assertThat(sorted.resolve("IMG_0001.PNG")).hasContent("earlier");
    }

    /** As most servers do, unlike the one of this test. */
    private @Nullable FtpReply replace(String path) {
        sorted.resolve(path.substring(path.lastIndexOf('/') + 1)).toFile().delete();
        return null;
    }

    private boolean isTaken(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        String[] names = sorted.toFile().list();
        return names != null && Arrays.stream(names).anyMatch(name::equalsIgnoreCase);
    }

    private interface Steps {
        void run(CamelContext camel) throws Exception;
    }

    private void whileItRuns(Ftplet server, Steps steps) throws Exception {
        Map<String, String> settings = new HashMap<>(RemoteSorting.SETTINGS);
        settings.put("poll", "50");
        try (Ftp ftp = new Ftp(folder.root(), RemoteSorting.USER, RemoteSorting.PASSWORD, server);
                Sftp sftp = new Sftp(
                        Files.createDirectories(root.resolve("sftp/inbox")).getParent(),
                        RemoteSorting.USER,
                        RemoteSorting.PASSWORD,
                        new SftpCut(new AtomicInteger()));
                RemoteSorting routes = new RemoteSorting(ftp, sftp, EMULATOR.url(), settings)) {
            routes.start();
            steps.run(routes.camel());
        }
    }

    private interface Answer {
        @Nullable
        FtpReply to(String argument);
    }

    private static Ftplet answering(Map<String, Answer> answers) {
        return new DefaultFtplet() {
            @Override
            public FtpletResult beforeCommand(FtpSession session, FtpRequest request) throws FtpException, IOException {
                Answer answer = answers.get(request.getCommand());
                FtpReply reply = answer == null ? null : answer.to(String.valueOf(request.getArgument()));
                if (reply == null) {
                    return super.beforeCommand(session, request);
                }
                session.write(reply);
                return FtpletResult.SKIP;
            }
        };
    }
}
