package io.github.camelhf.inference.examples.watchedfolder.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The way to a server, step by step, with real sockets. */
@Timeout(60)
class ConnectionCheckTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path temporary;

    @Test
    void findsAnOpenPort() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(check("http", server.getLocalPort()))
                    .extracting(Finding::toString)
                    .containsExactly(
                            "ok       name          127.0.0.1 is 127.0.0.1",
                            "ok       connection    port " + server.getLocalPort() + " is open");
        }
    }

    @Test
    void saysThatACertificateIsNotTrusted() throws Exception {
        try (ServerSocket server = selfSigned()) {
            CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> answer(server));

            List<Finding> findings = check("https", server.getLocalPort());

            assertThat(findings).hasSize(3);
            assertThat(findings.get(2).toString())
                    .startsWith(
                            "problem  tls           the server's certificate is self-signed or comes from an authority")
                    .contains("make it known by -Djavax.net.ssl.trustStore=FILE");
            answering.join();
        }
    }

    @Test
    void givesUpOnAServerThatSaysNothing() throws IOException {
        // It accepts, and keeps silent: the system does the first for it.
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            List<Finding> findings = new ConnectionCheck(
                            URI.create("https://127.0.0.1:" + server.getLocalPort() + "/"), Duration.ofMillis(200))
                    .findings();

            assertThat(findings.get(2).toString())
                    .startsWith("problem  tls           it fails (")
                    .contains("check whether this port speaks https");
        }
    }

    @Test
    void saysThatAnAddressHasNoHost() {
        List<Finding> findings =
                new ConnectionCheck(URI.create("http://under_score:1x/"), Duration.ofSeconds(1)).findings();

        assertThat(findings)
                .singleElement()
                .satisfies(finding -> assertThat(finding.toString()).contains("no host that can be looked up"));
    }

    private static List<Finding> check(String scheme, int port) {
        return new ConnectionCheck(URI.create(scheme + "://127.0.0.1:" + port + "/"), Duration.ofSeconds(10))
                .findings();
    }

    private static void answer(ServerSocket server) {
        try (Socket socket = server.accept()) {
            ((SSLSocket) socket).startHandshake();
        } catch (IOException e) {
            // The client ends it, as it should: it does not know this certificate.
            assertThat(e).isNotNull();
        }
    }

    private ServerSocket selfSigned() throws Exception {
        Path file = temporary.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(file)) {
            keys.load(content, PASSWORD);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }
}
