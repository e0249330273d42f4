package io.github.camelhf.inference.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InferenceTransportException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can go wrong between us and a server behind TLS or a proxy. */
class TlsAndProxyFaultsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path folder = Path.of("unset");

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificate("self", "CN=localhost", "-ext", "san=ip:127.0.0.1,dns:localhost");
        certificate("expired", "CN=localhost", "-ext", "san=ip:127.0.0.1", "-startdate", "-30d", "-validity", "10");
    }

    private static void certificate(String name, String subject, String... more) throws Exception {
        ProcessBuilder keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                subject,
                "-storetype",
                "PKCS12",
                "-keystore",
                folder.resolve(name + ".p12").toString(),
                "-storepass",
                new String(PASSWORD));
        keytool.command().addAll(java.util.List.of(more));
        Process process = keytool.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }

    private static FaultServer tlsServer(String name, FaultServer.Script script) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(folder.resolve(name + ".p12"))) {
            keys.load(stream, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new FaultServer(
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    private static void check(FaultCase fault, FaultServer server, String url) throws Exception {
        try (server) {
            FaultRun.check(fault, server, url);
            server.awaitNoConnections();
            assertThat(server.heads()).hasSize(fault.attempts());
        }
        FaultRun.assertNoThreadsAreLeft();
    }

    private static FaultCase untrusted(String name) {
        return FaultCase.fault(name, connection -> {})
                .lasting(InferenceTransportException.class, 0, "is permanent: waiting does not help")
                .attempts(0)
                .and(failure -> assertThat(failure).hasMessageContaining("certificate is not trusted"));
    }

    @Test
    void aSelfSignedCertificateIsPermanent() throws Exception {
        FaultServer server = tlsServer("self", FaultConnection::readRequest);
        check(untrusted("self-signed"), server, "https://127.0.0.1:" + server.port() + "/");
    }

    @Test
    void anExpiredCertificateIsPermanent() throws Exception {
        FaultServer server = tlsServer("expired", FaultConnection::readRequest);
        check(untrusted("expired"), server, "https://127.0.0.1:" + server.port() + "/");
    }

    @Test
    void aTlsHandshakeThatStallsEndsAtConnectTimeout() throws Exception {
        FaultServer server = FaultServer.start(FaultConnection::awaitClose);
        FaultCase fault = FaultCase.fault("stalled handshake", connection -> {})
                .passing(InferenceTransportException.class, 0, "")
                .attempts(0)
                .with("connectTimeout=400")
                .within(Duration.ofSeconds(4));
        check(fault, server, "https://127.0.0.1:" + server.port() + "/");
    }

    @Test
    void aServerWithoutTlsBehindAnHttpsAddressIsATransportFailure() throws Exception {
        FaultServer server = FaultServer.start(connection -> connection.write("HTTP/1.1 400 Bad Request\r\n\r\n"));
        FaultCase fault = FaultCase.fault("no TLS", connection -> {})
                .passing(InferenceTransportException.class, 0, "")
                .attempts(0);
        check(fault, server, "https://127.0.0.1:" + server.port() + "/");
    }

    private static FaultCase proxied(FaultServer proxy) {
        return FaultCase.fault("proxy", connection -> {})
                .with("proxyHost=127.0.0.1&proxyPort=" + proxy.port() + "&allowInsecureToken=true");
    }

    @Test
    void aProxyThatAsksForALoginIsPermanentAndNamed() throws Exception {
        FaultServer proxy = FaultServer.start(connection -> {
            connection.readRequest();
            connection.answer(
                    "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"", "who are you");
            connection.awaitClose();
        });
        check(
                proxied(proxy)
                        .lasting(InferenceRejectedException.class, 407, "")
                        .and(failure -> assertThat(failure).hasMessageContaining("the proxy asks for a login")),
                proxy,
                "http://inference.test/");
    }

    @Test
    void aProxyThatAsksForALoginBeforeTheTunnelNeverSeesTheToken() throws Exception {
        FaultServer proxy = FaultServer.start(connection -> {
            assertThat(connection.readHead()).startsWith("CONNECT").doesNotContain(FaultRun.TOKEN);
            connection.answer(
                    "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"", "who are you");
            connection.awaitClose();
        });
        check(
                proxied(proxy)
                        .lasting(InferenceRejectedException.class, 407, "")
                        .and(failure -> assertThat(failure).hasMessageContaining("the proxy asks for a login")),
                proxy,
                "https://inference.test/");
        assertThat(proxy.heads()).noneMatch(head -> head.contains(FaultRun.TOKEN));
    }

    @Test
    void aProxyThatCannotReachTheServerIsWorthAnotherAttempt() throws Exception {
        FaultServer proxy = FaultServer.start(connection -> {
            connection.readRequest();
            connection.answer("502 Bad Gateway", "no route");
            connection.awaitClose();
        });
        check(proxied(proxy).passing(InferenceServerException.class, 502, ""), proxy, "http://inference.test/");
    }

    @Test
    void aProxyThatBreaksOffTheTunnelIsATransportFailure() throws Exception {
        FaultServer proxy = FaultServer.start(FaultConnection::readHead);
        check(proxied(proxy).passing(InferenceTransportException.class, 0, ""), proxy, "https://inference.test/");
    }

    @Test
    void aProxyThatDoesNotAnswerEndsAtTheTotalTime() throws Exception {
        FaultServer proxy = FaultServer.start(connection -> {
            connection.readHead();
            connection.awaitClose();
        });
        check(
                proxied(proxy)
                        .passing(InferenceTransportException.class, 0, "")
                        .with("requestTimeout=400")
                        .within(Duration.ofSeconds(4)),
                proxy,
                "https://inference.test/");
    }
}
