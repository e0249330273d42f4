package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.fault.CapturedLog;
import io.github.camelhf.inference.http.TestKeys;
import io.github.camelhf.inference.proxy.Proxy;
import io.github.camelhf.inference.proxy.ProxyLogin;
import io.github.camelhf.inference.proxy.SmallProxy;
import io.github.camelhf.inference.transport.ConnectionSettings.HttpVersionChoice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    Path folder;

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]";
    private static final String LOGIN = "änna:p:ss";
    private static final WireBody BODY =
            Calls.json("{\"inputs\":\"oak\",\"parameters\":{\"mode\":\"text_embedding\"}}");

    @Test
    void asksTheProxyForAPlainAddress() throws Exception {
        try (RawServer proxy = RawServer.answering(ANSWER);
                Calls calls = Calls.through(Proxy.open("127.0.0.1", proxy.port()))) {
            WireResponse response = calls.answer(Calls.request(URI.create("http://model.invalid/models/a/b"), BODY));
            assertThat(response.body()).asString().isEqualTo("[]");
            assertThat(proxy.heads().get(0)).startsWith("post http://model.invalid/models/a/b http/1.1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403 Forbidden, false, allow the host and its port at the proxy",
        "407 Proxy Authentication Required, false, the proxy asks for a login",
        "405 Method Not Allowed, false, nonProxyHosts",
        "302 Found, false, nonProxyHosts",
        "429 Too Many Requests, true, the proxy may not reach the server now",
        "500 Unable to connect, true, the proxy may not reach the server now",
        "502 Bad Gateway, true, the proxy may not reach the server now",
        "503 Service Unavailable, true, the proxy may not reach the server now",
        "504 Gateway Timeout, true, the proxy may not reach the server now"
    })
    void aRefusedTunnelIsTheProxysWordAndNotTheServers(String line, boolean retryable, String advice) throws Exception {
        String page = "<html><head><title>ERROR: no way\u0007 through</title></head></html>";
        try (RawServer proxy = RawServer.start(connection -> {
                    connection.readHead();
                    connection.write("HTTP/1.1 " + line + "\r\nX-Squid-Error: ERR_X 0\r\nContent-Length: "
                            + page.length() + "\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n" + page);
                    connection.drain();
                });
                Calls calls = Calls.through(Proxy.open("127.0.0.1", proxy.port()))) {
            InferenceTransportException failure = refusal(calls, "https://model.invalid/");

            assertThat(failure)
                    .hasMessageStartingWith("the proxy 127.0.0.1:" + proxy.port() + " did not let the call to"
                            + " https://model.invalid/ pass, it answered " + line + " ERR_X 0: ERROR: no way through (")
                    .hasMessageContaining(advice);
            assertThat(failure.isRetryable()).isEqualTo(retryable);
            assertThat(failure.phase()).isEqualTo(Phase.CONNECT);
            assertThat(proxy.heads()).singleElement().asString().startsWith("connect model.invalid:443");
            assertThat(proxy.heads().get(0)).doesNotContain(Calls.TOKEN, "authorization");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 0\r\n\r\n",
                "Content-Length: 1000\r\n\r\nonly the start",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nstart",
                "\r\nwithout a length"
            })
    void aRefusalCountsWhateverBecomesOfItsPage(String rest) throws Exception {
        try (RawServer proxy = RawServer.start(connection -> {
                    connection.readHead();
                    connection.write("HTTP/1.1 403 Forbidden\r\n" + rest);
                });
                Calls calls = Calls.through(Proxy.open("127.0.0.1", proxy.port()))) {
            assertThat(refusal(calls, "https://model.invalid/")).hasMessageContaining("it answered 403 Forbidden");
        }
    }

    @Test
    void aRefusalWithoutEndIsCut() throws Exception {
        try (RawServer proxy = RawServer.start(connection -> {
                    connection.readHead();
                    connection.write("HTTP/1.1 403 Forbidden\r\n\r\n");
                    while (true) {
                        connection.write("no ".repeat(1000));
                    }
                });
                Calls calls = Calls.through(Proxy.open("127.0.0.1", proxy.port()))) {
            assertThat(refusal(calls, "https://model.invalid/"))
                    .hasMessageContaining("it answered 403 Forbidden: no no ")
                    .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(600));
        }
    }

    /** One tunnel, used twice: what comes through it is the server's, also the second time. */
    @Test
    void whatComesThroughTheTunnelIsTheServersWord() throws Exception {
        TestKeys keys = TestKeys.create(folder.resolve("keys.p12")).signed("server", "-ext", "san=dns:model.invalid");
        String forbidden =
                "HTTP/1.1 403 Forbidden\r\nX-Squid-Error: ERR_X 0\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nno";
        try (RawServer server = RawServer.start(
                        keys.showing("server").getServerSocketFactory().createServerSocket(0, 50, LOOPBACK),
                        connection -> {
                            connection.readRequest();
                            connection.write(forbidden);
                            connection.readRequest();
                            connection.write(forbidden);
                        });
                RawServer proxy = RawServer.start(connection -> tunnel(connection, server.port()));
                Calls calls = Calls.over(new ConnectionSettings(
                        Duration.ofSeconds(10),
                        HttpVersionChoice.AUTO,
                        keys.trusting("authority"),
                        Proxy.open("127.0.0.1", proxy.port())))) {
            for (int i = 0; i < 2; i++) {
                assertThat(calls.failure(
                                Calls.request(URI.create("https://model.invalid/"), BODY),
                                InferenceAuthenticationException.class))
                        .hasMessageContaining("https://model.invalid/ answered 403: no");
            }
            assertThat(proxy.heads()).as("tunnels").hasSize(1);
        }
    }

    private static void tunnel(RawServer.Connection connection, int port) throws IOException {
        connection.readHead();
        connection.write("HTTP/1.1 200 Connection established\r\n\r\n");
        try (Socket server = new Socket(LOOPBACK, port)) {
            Thread back = new Thread(() -> {
                try {
                    server.getInputStream().transferTo(connection.socket().getOutputStream());
                } catch (IOException e) {
                    // One side has closed, which is how a tunnel ends.
                }
            });
            back.setDaemon(true);
            back.start();
            connection.socket().getInputStream().transferTo(server.getOutputStream());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "407 Login, Server: any, false",
        "403 Forbidden, X-Squid-Error: ERR_ACCESS_DENIED 0, false",
        "503 Service Unavailable, X-Squid-Error: ERR_CONNECT_FAIL 111, true",
        "403 Filtered, Server: tinyproxy/1.11.1, false",
        "500 Unable to connect, Server: tinyproxy/1.11.1, true"
    })
    void aProxyOfAPlainAddressIsKnownByItsMarks(String line, String mark, boolean retryable) throws Exception {
        try (RawServer proxy = RawServer.answering("HTTP/1.1 " + line + "\r\n" + mark
                        + "\r\nContent-Length: 50\r\n\r\nnot with " + Calls.TOKEN + "            ");
                Calls calls = Calls.through(Proxy.open("127.0.0.1", proxy.port()))) {
            InferenceTransportException failure = refusal(calls, "http://model.invalid/");
            assertThat(failure).hasMessageContainingAll("the proxy 127.0.0.1:", line, "not with [token]");
            assertThat(failure.getMessage()).doesNotContain(Calls.TOKEN);
            assertThat(failure.isRetryable()).isEqualTo(retryable);
        }
    }

    @Test
    void whatAProxyPassesOnIsTheServersWord() throws Exception {
        try (RawServer proxy = RawServer.answering(
                        "HTTP/1.1 403 Forbidden\r\nServer: uvicorn\r\nVia: 1.1 p (squid/5.7)\r\nContent-Length: 2\r\n\r\nno");
                Calls calls = Calls.through(Proxy.open("127.0.0.1", proxy.port()))) {
            assertThat(calls.failure(
                            Calls.request(URI.create("http://model.invalid/"), BODY),
                            InferenceAuthenticationException.class))
                    .hasMessageContaining("http://model.invalid/ answered 403: no");
        }
    }

    @Test
    void theLoginIsForTheProxyAndNeverForTheServer() throws Exception {
        TestKeys keys = TestKeys.create(folder.resolve("keys.p12")).signed("server", "-ext", "san=dns:model.invalid");
        try (RawServer server = RawServer.start(
                        keys.showing("server").getServerSocketFactory().createServerSocket(0, 50, LOOPBACK),
                        connection -> {
                            connection.readRequest();
                            connection.write(ANSWER);
                        });
                SmallProxy proxy = SmallProxy.start(server.port(), LOGIN);
                Calls calls = Calls.over(new ConnectionSettings(
                        Duration.ofSeconds(10),
                        HttpVersionChoice.AUTO,
                        keys.trusting("authority"),
                        new Proxy("127.0.0.1", proxy.port(), new ProxyLogin("änna", "p:ss"))))) {
            WireResponse response = calls.answer(Calls.request(URI.create("https://model.invalid/"), BODY));
            assertThat(response.body()).asString().isEqualTo("[]");
            assertThat(proxy.heads()).singleElement().asString().startsWith("CONNECT model.invalid:443");
            assertThat(server.heads().get(0)).contains("authorization: bearer").doesNotContain("proxy-auth");
        }
    }

    @Test
    void theLoginGoesAlongWithEachPlainCall() throws Exception {
        try (RawServer server = RawServer.answering(ANSWER);
                SmallProxy proxy = SmallProxy.start(server.port(), LOGIN);
                Calls calls = Calls.through(new Proxy("127.0.0.1", proxy.port(), new ProxyLogin("änna", "p:ss")))) {
            for (int i = 0; i < 2; i++) {
                calls.answer(Calls.request(URI.create("http://model.invalid/a"), BODY));
            }
            assertThat(proxy.heads()).hasSize(2).allMatch(head -> head.startsWith("POST http://model.invalid/a"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://model.invalid/", "https://model.invalid/"})
    void aLoginThatIsMissingOrWrongNamesTheOptions(String address) throws Exception {
        try (SmallProxy proxy = SmallProxy.start(1, LOGIN);
                Calls without = Calls.through(Proxy.open("127.0.0.1", proxy.port()));
                Calls wrong = Calls.through(new Proxy("127.0.0.1", proxy.port(), new ProxyLogin("anna", "guess")))) {
            assertThat(refusal(without, address))
                    .hasMessageContaining("the proxy asks for a login: set proxyUser and proxyPassword");
            assertThat(refusal(wrong, address))
                    .hasMessageContaining("does not take the one that it was shown: check proxyUser and proxyPassword")
                    .hasMessageNotContainingAny("anna", "guess");
        }
    }

    private static RawServer refusing(String header) throws IOException {
        return RawServer.start(connection -> {
            connection.readHead();
            connection.write("HTTP/1.1 407 Login\r\n" + header + "Content-Length: 0\r\n\r\n");
            connection.drain();
        });
    }

    @Test
    void aProxyThatWantsAnotherKindOfLoginIsSaidToWantIt() throws Exception {
        try (RawServer proxy = refusing("Proxy-Authenticate: Negotiate\r\n");
                Calls calls = Calls.through(new Proxy("127.0.0.1", proxy.port(), new ProxyLogin("a", "b")))) {
            assertThat(refusal(calls, "https://model.invalid/")).hasMessageContaining("another kind than Basic");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://model.invalid/", "https://model.invalid/"})
    void noLoggerWritesTheLogin(String address) throws Exception {
        String sent = Base64.getEncoder().encodeToString(LOGIN.getBytes(StandardCharsets.UTF_8));
        try (CapturedLog log = CapturedLog.atTrace();
                RawServer proxy = refusing("");
                Calls calls = Calls.through(new Proxy("127.0.0.1", proxy.port(), new ProxyLogin("änna", "p:ss")))) {
            assertThat(refusal(calls, address)).hasMessageContaining("it answered 407 Login");
            assertThat(proxy.heads().get(0)).contains("proxy-authorization: basic " + sent.toLowerCase(Locale.ROOT));
            assertThat(log.lines()).anyMatch(line -> line.contains("Proxy-Authorization: Basic [login]"));
            assertThat(log.lines()).noneMatch(line -> line.contains(sent) || line.contains("p:ss"));
        }
    }

    private static InferenceTransportException refusal(Calls calls, String address) throws Exception {
        return calls.failure(Calls.request(URI.create(address), BODY), InferenceTransportException.class);
    }
}
