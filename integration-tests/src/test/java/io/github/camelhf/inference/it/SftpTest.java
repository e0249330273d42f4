package io.github.camelhf.inference.it;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.it.RemotePictures.Caching;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures of an SFTP server: downloaded, and as streams. */
class SftpTest {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    static Path folder;

    private static SshServer server;

    @BeforeAll
    static void startServer() throws Exception {
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
        server.setPasswordAuthenticator((user, password, session) -> password.equals("camel"));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(folder));
        server.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.stop(true);
    }

    static Stream<Arguments> ways() {
        return Stream.of("disconnect=true", "streamDownload=true&stepwise=false")
                .flatMap(options -> Stream.of(Caching.values()).map(caching -> Arguments.of(options, caching)));
    }

    @ParameterizedTest(name = "{0}, stream caching {1}")
    @MethodSource("ways")
    void aRedeliverySendsTheWholePictureAgain(String options, Caching caching) throws Exception {
        Files.write(folder.resolve("picture.dat"), RemotePictures.PICTURE);
        RemotePictures.arrivesTwice(
                new DefaultCamelContext(),
                EMULATOR,
                "sftp://camel@127.0.0.1:" + server.getPort()
                        + "?password=camel&strictHostKeyChecking=no&useUserKnownHostsFile=false&delete=true&initialDelay=0&"
                        + options,
                caching);
    }
}
