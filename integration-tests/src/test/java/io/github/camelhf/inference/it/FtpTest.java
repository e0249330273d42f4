package io.github.camelhf.inference.it;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.it.RemotePictures.Caching;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures of an FTP server: downloaded into memory, into a local folder, and as streams. */
class FtpTest {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    static Path folder;

    private static FtpServer server;
    private static int port;

    @BeforeAll
    static void startServer() throws Exception {
        ListenerFactory listeners = new ListenerFactory();
        listeners.setServerAddress("127.0.0.1");
        listeners.setPort(0);
        Listener listener = listeners.createListener();
        BaseUser user = new BaseUser();
        user.setName("camel");
        user.setPassword("camel");
        user.setHomeDirectory(Files.createDirectory(folder.resolve("home")).toString());
        user.setAuthorities(List.of(new WritePermission()));
        FtpServerFactory servers = new FtpServerFactory();
        servers.addListener("default", listener);
        servers.getUserManager().save(user);
        server = servers.createServer();
        server.start();
        port = listener.getPort();
    }

    @AfterAll
    static void stopServer() {
        server.stop();
    }

    static Stream<Arguments> ways() {
        return Stream.of(
                        "disconnect=true",
                        "localWorkDirectory=" + folder.resolve("work"),
                        "streamDownload=true&stepwise=false")
                .flatMap(options -> Stream.of(Caching.values()).map(caching -> Arguments.of(options, caching)));
    }

    @ParameterizedTest(name = "{0}, stream caching {1}")
    @MethodSource("ways")
    void aRedeliverySendsTheWholePictureAgain(String options, Caching caching) throws Exception {
        Files.write(folder.resolve("home").resolve("picture.dat"), RemotePictures.PICTURE);
        RemotePictures.arrivesTwice(
                new DefaultCamelContext(),
                EMULATOR,
                "ftp://camel@127.0.0.1:" + port
                        + "?password=camel&passiveMode=true&binary=true&delete=true&initialDelay=0&" + options,
                caching);
    }
}
