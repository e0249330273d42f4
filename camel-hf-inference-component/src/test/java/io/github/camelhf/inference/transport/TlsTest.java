package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.transport.ConnectionSettings.HttpVersionChoice;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.nio.AsyncRequestConsumer;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler;
import org.apache.hc.core5.http.nio.entity.AsyncEntityProducers;
import org.apache.hc.core5.http.nio.entity.StringAsyncEntityConsumer;
import org.apache.hc.core5.http.nio.support.AsyncResponseBuilder;
import org.apache.hc.core5.http.nio.support.BasicRequestConsumer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2ServerBootstrap;
import org.apache.hc.core5.http2.ssl.H2ServerTlsStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ListenerEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Encrypted connections, to a server whose certificate for 127.0.0.1 it signed itself. */
class TlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final WireBody BODY = Calls.json("{\"inputs\":\"oak\"}");

    @TempDir
    static Path folder;

    private static KeyStore keys;
    private static HttpAsyncServer server;
    private static int port;

    @BeforeAll
    static void startServer() throws Exception {
        keys = KeyStore.getInstance(selfSigned().toFile(), PASSWORD);
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), null, null);
        server = H2ServerBootstrap.bootstrap()
                .setCanonicalHostName("127.0.0.1")
                .setVersionPolicy(HttpVersionPolicy.NEGOTIATE)
                .setTlsStrategy(new H2ServerTlsStrategy(context))
                .register("*", new NamesItsVersion())
                .create();
        server.start();
        ListenerEndpoint listener = server.listen(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), URIScheme.HTTPS)
                .get(10, TimeUnit.SECONDS);
        port = ((InetSocketAddress) listener.getAddress()).getPort();
    }

    @AfterAll
    static void stopServer() {
        server.close(CloseMode.IMMEDIATE);
    }

    private static Path selfSigned() throws Exception {
        Path file = folder.resolve("server.p12");
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
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.Charset.defaultCharset());
        assertThat(keytool.waitFor()).as(output).isZero();
        return file;
    }

    private static SSLContext trustingTheServer() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @ParameterizedTest
    @CsvSource({"AUTO, HTTP/2.0", "HTTP_2, HTTP/2.0", "HTTP_1_1, HTTP/1.1"})
    void negotiatesTheVersion(HttpVersionChoice choice, String spoken) throws Exception {
        try (Calls calls = Calls.trusting(choice, trustingTheServer(), Duration.ofSeconds(5))) {
            WireResponse response = calls.answer(Calls.request(URI.create("https://127.0.0.1:" + port + "/"), BODY));
            assertThat(response.header("x-spoken")).contains(spoken);
            assertThat(new String(response.body(), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo("{\"inputs\":\"oak\"}");
        }
    }

    @Test
    void refusesAnUntrustedCertificateAndSaysThatWaitingDoesNotHelp() throws Exception {
        try (Calls calls = Calls.trusting(HttpVersionChoice.AUTO, null, Duration.ofSeconds(5))) {
            assertUntrusted(calls, "https://127.0.0.1:" + port + "/");
        }
    }

    @Test
    void refusesACertificateForAnotherHost() throws Exception {
        try (Calls calls = Calls.trusting(HttpVersionChoice.AUTO, trustingTheServer(), Duration.ofSeconds(5))) {
            assertUntrusted(calls, "https://localhost:" + port + "/");
        }
    }

    private static void assertUntrusted(Calls calls, String address) throws Exception {
        InferenceTransportException failure =
                calls.failure(Calls.request(URI.create(address), BODY), InferenceTransportException.class);
        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
        assertThat(failure).hasMessageContainingAll("certificate is not trusted", "sslContextParameters");
    }

    @Test
    void serverWithoutTlsIsWorthAnotherAttempt() throws Exception {
        try (RawServer plain = RawServer.start(connection -> connection.write("HTTP/1.1 400 Bad Request\r\n\r\n"));
                Calls calls = Calls.trusting(HttpVersionChoice.AUTO, null, Duration.ofSeconds(5))) {
            URI address = URI.create("https://127.0.0.1:" + plain.port() + "/");
            InferenceTransportException failure =
                    calls.failure(Calls.request(address, BODY), InferenceTransportException.class);
            assertThat(failure.isRetryable()).isTrue();
            assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
            assertThat(failure).hasMessageStartingWith("TLS failed");
        }
    }

    /** Gives the request's body back and says in which version it came. */
    private static final class NamesItsVersion implements AsyncServerRequestHandler<Message<HttpRequest, String>> {
        @Override
        public AsyncRequestConsumer<Message<HttpRequest, String>> prepare(
                HttpRequest request, org.apache.hc.core5.http.EntityDetails entity, HttpContext context) {
            return new BasicRequestConsumer<>(entity == null ? null : new StringAsyncEntityConsumer());
        }

        @Override
        public void handle(Message<HttpRequest, String> request, ResponseTrigger trigger, HttpContext context)
                throws org.apache.hc.core5.http.HttpException, java.io.IOException {
            trigger.submitResponse(
                    AsyncResponseBuilder.create(200)
                            .setHeader(
                                    "X-Spoken", String.valueOf(request.getHead().getVersion()))
                            .setEntity(AsyncEntityProducers.create(request.getBody(), ContentType.APPLICATION_JSON))
                            .build(),
                    context);
        }
    }
}
