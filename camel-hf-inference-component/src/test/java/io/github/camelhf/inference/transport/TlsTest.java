package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.http.TestKeys;
import io.github.camelhf.inference.transport.ConnectionSettings.HttpVersionChoice;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encrypted connections, to servers with certificates of all kinds. */
class TlsTest {

    private static final WireBody BODY = Calls.json("{\"inputs\":\"oak\"}");

    @TempDir
    static Path folder;

    private static TestKeys keys;
    private static HttpAsyncServer server;
    private static int port;

    @BeforeAll
    static void startServer() throws Exception {
        keys = TestKeys.create(folder.resolve("keys.p12"))
                .signed("server", "-ext", "san=ip:127.0.0.1")
                .signed("expired", "-ext", "san=ip:127.0.0.1", "-startdate", "-30d", "-validity", "10")
                .signed("early", "-ext", "san=ip:127.0.0.1", "-startdate", "+10d", "-validity", "10")
                .add("self", "-ext", "san=ip:127.0.0.1");
        server = H2ServerBootstrap.bootstrap()
                .setCanonicalHostName("127.0.0.1")
                .setVersionPolicy(HttpVersionPolicy.NEGOTIATE)
                .setTlsStrategy(new H2ServerTlsStrategy(keys.showing("server")))
                .register("*", new NamesItsVersion())
                .create();
        server.start();
        ListenerEndpoint listener = server.listen(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), URIScheme.HTTPS)
                .get(60, TimeUnit.SECONDS);
        port = ((InetSocketAddress) listener.getAddress()).getPort();
    }

    @AfterAll
    static void stopServer() {
        server.close(CloseMode.IMMEDIATE);
    }

    @ParameterizedTest
    @CsvSource({"AUTO, HTTP/2.0", "HTTP_2, HTTP/2.0", "HTTP_1_1, HTTP/1.1"})
    void negotiatesTheVersion(HttpVersionChoice choice, String spoken) throws Exception {
        try (Calls calls = Calls.trusting(choice, keys.trusting("authority"), Duration.ofSeconds(5))) {
            WireResponse response = calls.answer(Calls.request(URI.create("https://127.0.0.1:" + port + "/"), BODY));
            assertThat(response.header("x-spoken")).contains(spoken);
            assertThat(new String(response.body(), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo("{\"inputs\":\"oak\"}");
        }
    }

    @Test
    void anUnknownIssuerIsNamedWithItsRemedy() throws Exception {
        assertRefused(
                "server",
                null,
                "127.0.0.1",
                "self-signed or comes from an authority that is not trusted here",
                "make it known by the option sslContextParameters");
    }

    @Test
    void aSelfSignedCertificateIsNamedWithItsRemedy() throws Exception {
        assertRefused(
                "self",
                keys.trusting("authority"),
                "127.0.0.1",
                "self-signed or comes from an authority that is not trusted here",
                "make it known by the option sslContextParameters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"expired", "early"})
    void aCertificateOfAnotherTimeIsNamedWithItsRemedy(String alias) throws Exception {
        assertRefused(
                alias,
                keys.trusting("authority"),
                "127.0.0.1",
                "not valid at this time (Not",
                "have it renewed, or set this machine's clock");
    }

    @Test
    void aCertificateForAnotherHostIsNamedWithItsRemedy() throws Exception {
        assertRefused(
                "server",
                keys.trusting("authority"),
                "localhost",
                "is for another host (",
                "localhost",
                "call the server by a name that its certificate holds");
    }

    /** Nothing of the request leaves, and waiting does not help. */
    private static void assertRefused(String shown, @Nullable SSLContext trust, String host, String... words)
            throws Exception {
        AtomicInteger bytes = new AtomicInteger();
        ServerSocket listener = keys.showing(shown)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        try (RawServer raw = RawServer.start(listener, connection -> {
                    while (connection.socket().getInputStream().read() >= 0) {
                        bytes.incrementAndGet();
                    }
                });
                Calls calls = Calls.trusting(HttpVersionChoice.AUTO, trust, Duration.ofSeconds(5))) {
            URI address = URI.create("https://" + host + ":" + raw.port() + "/");
            InferenceTransportException failure =
                    calls.failure(Calls.request(address, BODY), InferenceTransportException.class);
            assertThat(failure.isRetryable()).isFalse();
            assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
            assertThat(failure)
                    .hasMessageStartingWith("the server's certificate is ")
                    .hasMessageContainingAll(words);
            assertThat(bytes).hasValue(0);
        }
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
