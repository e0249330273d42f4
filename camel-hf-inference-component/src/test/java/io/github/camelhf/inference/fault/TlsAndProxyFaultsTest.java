package io.github.camelhf.inference.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.http.TestKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can go wrong between us and a server behind TLS or a proxy. */
class TlsAndProxyFaultsTest {

    private static final String LOGIN_WANTED =
            "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"";

    @TempDir
    private static Path folder = Path.of("unset");

    private static TestKeys keys = TestKeys.of(folder);

    @BeforeAll
    static void makeCertificates() throws Exception {
        keys = TestKeys.create(folder.resolve("keys.p12"))
                .add("self", "-ext", "san=ip:127.0.0.1,dns:localhost")
                .signed("expired", "-ext", "san=ip:127.0.0.1", "-startdate", "-30d", "-validity", "10")
                .signed("elsewhere", "-ext", "san=dns:elsewhere.example");
    }

    private static FaultServer tlsServer(String alias) throws Exception {
        return new FaultServer(
                keys.showing(alias)
                        .getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                FaultConnection::readRequest);
    }

    private static void check(FaultCase fault, FaultServer server, String url) throws Exception {
        try (server) {
            FaultRun.check(fault, server, url);
            server.awaitNoConnections();
            assertThat(server.heads()).hasSize(fault.attempts());
        }
        FaultRun.assertNoThreadsAreLeft();
    }

    /** With the authority among those that this machine trusts. */
    private static void checkTrusting(FaultCase fault, FaultServer server, String url) throws Exception {
        SSLContext before = SSLContext.getDefault();
        SSLContext.setDefault(keys.trusting("authority"));
        try {
            check(fault, server, url);
        } finally {
            SSLContext.setDefault(before);
        }
    }

    private static FaultCase refused(String name, String sentence) {
        return FaultCase.fault(name, connection -> {})
                .lasting(InferenceTransportException.class, 0, "is permanent: waiting does not help")
                .attempts(0)
                .and(failure -> assertThat(failure).hasMessageContaining(sentence));
    }

    @Test
    void aSelfSignedCertificateIsPermanent() throws Exception {
        FaultServer server = tlsServer("self");
        FaultCase fault = refused("self-signed", "self-signed or comes from an authority that is not trusted here");
        check(fault, server, "https://127.0.0.1:" + server.port() + "/");
    }

    @Test
    void anExpiredCertificateIsPermanent() throws Exception {
        FaultServer server = tlsServer("expired");
        FaultCase fault = refused("expired", "not valid at this time");
        checkTrusting(fault, server, "https://127.0.0.1:" + server.port() + "/");
    }

    @Test
    void aCertificateForAnotherHostIsPermanent() throws Exception {
        FaultServer server = tlsServer("elsewhere");
        FaultCase fault = refused("elsewhere", "is for another host");
        checkTrusting(fault, server, "https://127.0.0.1:" + server.port() + "/");
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

    /** A proxy that answers so instead of opening a tunnel. */
    private static FaultServer tunnelRefused(String status, String body) throws IOException {
        return FaultServer.start(connection -> {
            connection.readHead();
            connection.answer(status, body);
            connection.awaitClose();
        });
    }

    private static FaultCase proxied(FaultServer proxy) {
        return FaultCase.fault("proxy", connection -> {})
                .with("proxyHost=127.0.0.1&proxyPort=" + proxy.port() + "&allowInsecureToken=true");
    }

    private void checkThatAProxyAsksForALogin(FaultServer proxy, String url) throws Exception {
        check(
                proxied(proxy)
                        .lasting(InferenceTransportException.class, 0, "")
                        .and(failure -> assertThat(failure).hasMessageContaining("the proxy asks for a login")),
                proxy,
                url);
    }

    @Test
    void aProxyThatAsksForALoginIsPermanentAndNamed() throws Exception {
        FaultServer proxy = FaultServer.start(connection -> {
            connection.readRequest();
            connection.answer(LOGIN_WANTED, "who are you");
            connection.awaitClose();
        });
        checkThatAProxyAsksForALogin(proxy, "http://inference.test/");
    }

    @Test
    void aProxyThatAsksForALoginBeforeTheTunnelNeverSeesTheToken() throws Exception {
        FaultServer proxy = FaultServer.start(connection -> {
            assertThat(connection.readHead()).startsWith("CONNECT").doesNotContain(FaultRun.TOKEN);
            connection.answer(LOGIN_WANTED, "who are you");
            connection.awaitClose();
        });
        checkThatAProxyAsksForALogin(proxy, "https://inference.test/");
        assertThat(proxy.heads()).noneMatch(head -> head.contains(FaultRun.TOKEN));
    }

    @Test
    void aProxyThatCannotReachTheServerIsWorthAnotherAttempt() throws Exception {
        FaultServer proxy = tunnelRefused("502 Bad Gateway", "no route");
        check(
                proxied(proxy)
                        .passing(InferenceTransportException.class, 0, "")
                        .and(failure ->
                                assertThat(failure).hasMessageContaining("it answered 502 Bad Gateway: no route")),
                proxy,
                "https://inference.test/");
    }

    @Test
    void aProxyThatForbidsTheHostIsPermanentAndNotBlamedOnTheToken() throws Exception {
        FaultServer proxy = tunnelRefused("403 Forbidden", "not this host");
        check(
                proxied(proxy)
                        .lasting(InferenceTransportException.class, 0, "")
                        .and(failure -> assertThat(failure)
                                .hasMessageContainingAll("it answered 403 Forbidden: not this host", "at the proxy")),
                proxy,
                "https://inference.test/");
    }

    @Test
    void aProxyThatAnswers503DoesNotCloseTheGateOfTheModel() throws Exception {
        FaultServer proxy = tunnelRefused("503 Service Unavailable", "later");
        check(proxied(proxy).passing(InferenceTransportException.class, 0, ""), proxy, "https://inference.test/");
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
