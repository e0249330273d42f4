package io.github.camelhf.inference.examples.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.examples.pictures.ProductPicture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of an FTP server. */
@Timeout(120)
class FtpSourceTest {

    private static final List<ProductPicture> PICTURES = ProductPicture.catalogue().stream()
            .filter(picture -> picture.name().matches("red-(tile|striped|plain)-60.*"))
            .toList();

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    Path folder;

    @Test
    void picturesOfAnFtpServerAreIndexedAndNeverSentTwice() throws Exception {
        Path remote = Files.createDirectories(folder.resolve("remote/new"));
        ListenerFactory address = new ListenerFactory();
        address.setServerAddress("127.0.0.1");
        address.setPort(0);
        Listener listener = address.createListener();
        BaseUser owner = new BaseUser();
        owner.setName("shop");
        owner.setPassword("example");
        owner.setHomeDirectory(folder.resolve("remote").toString());
        FtpServerFactory factory = new FtpServerFactory();
        factory.addListener("default", listener);
        factory.getUserManager().save(owner);
        FtpServer server = factory.createServer();
        server.start();
        try {
            PICTURES.get(0).write(remote);
            PICTURES.get(1).write(remote);
            Settings settings = Running.settings(
                    Files.createDirectories(folder.resolve("local")),
                    EMULATOR.url(),
                    Map.of(
                            "source",
                            "ftp:shop@127.0.0.1:" + listener.getPort()
                                    + "?password=example&passiveMode=true&binary=true"
                                    + "&recursive=true&noop=true&initialDelay=0&delay={{poll}}"
                                    + "&idempotentRepository=#seen&idempotentKey=" + SeenFiles.KEY));
            try (Running running = Running.start(settings, Dsl.YAML)) {
                running.shelved(2);
                PICTURES.get(2).write(remote);
                running.shelved(3);
                Files.delete(remote.resolve(PICTURES.get(1).name()));
                assertThat(Running.files(running.get("api/search?text=" + Running.encoded("red striped"))))
                        .as("what is deleted over there stays on the shelf")
                        .hasSize(3)
                        .allMatch(file -> file.startsWith("new/red-"));
            }
            int requests = EMULATOR.requests().size();
            try (Running running = Running.start(settings, Dsl.JAVA)) {
                running.shelved(3);
                assertThat(EMULATOR.requests()).hasSize(requests);
            }
        } finally {
            server.stop();
        }
    }
}
