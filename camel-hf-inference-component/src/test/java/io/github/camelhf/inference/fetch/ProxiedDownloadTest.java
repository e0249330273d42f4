package io.github.camelhf.inference.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.http.ClientThreads;
import io.github.camelhf.inference.http.TestKeys;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.proxy.Proxy;
import io.github.camelhf.inference.proxy.ProxyLogin;
import io.github.camelhf.inference.proxy.SmallProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Downloads through a proxy, which takes every address for a server on this machine. */
class ProxiedDownloadTest {

    private static final byte[] PICTURE = {1, 2, 3};
    private static final ProxyLogin LOGIN = new ProxyLogin("anna", "p:ss");

    /** Public, as the guard wants it, and nobody's: only a proxy of this test leads anywhere. */
    private static final String PUBLIC = "8.8.4.4";

    @TempDir
    private Path folder;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private final List<String> lookedUp = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestHeaders().getFirst("Host") + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().containsKey("Proxy-Authorization"));
            exchange.sendResponseHeaders(200, PICTURE.length);
            exchange.getResponseBody().write(PICTURE);
        }
    }

    private HttpServer http() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        return server;
    }

    private HttpsServer https(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", this::answer);
        server.start();
        return server;
    }

    private Downloader downloader(String leadsTo, @Nullable SSLContext tls) {
        Resolver resolver = host -> {
            lookedUp.add(host);
            return new InetAddress[] {InetAddress.getByName(host.equals("127.0.0.1") ? host : leadsTo)};
        };
        return Downloader.start(resolver, tls, new ClientThreads(threads, threads, threads));
    }

    private byte[] fetch(String address, String leadsTo, Proxy proxy, @Nullable SSLContext tls) throws IOException {
        try (Downloader downloader = downloader(leadsTo, tls)) {
            return fetch(downloader, address, proxy);
        }
    }

    private static byte[] fetch(Downloader downloader, String address, Proxy proxy) throws IOException {
        DownloadRules rules = new DownloadRules(
                new AllowedHosts(List.of("own.example")), new ByteSize(1000), Duration.ofSeconds(20), asks -> proxy);
        return Fetched.bytes(downloader, address, rules);
    }

    @Test
    void aTunnelIsNotLentToWhoHasAnotherLogin() throws Exception {
        HttpServer server = http();
        try (SmallProxy small = SmallProxy.start(server.getAddress().getPort(), "anna:p:ss");
                Downloader downloader = downloader(PUBLIC, null)) {
            Proxy proxy = new Proxy("127.0.0.1", small.port(), LOGIN);
            // A download has ended a moment before its connection is given back.
            await().until(() -> {
                fetch(downloader, "http://pictures.example/a", proxy);
                return small.heads().size() < asked.size();
            });
            int before = asked.size();

            Proxy guessing = new Proxy("127.0.0.1", small.port(), new ProxyLogin("anna", "guess"));
            for (Proxy other : List.of(Proxy.open("127.0.0.1", small.port()), guessing)) {
                assertThatThrownBy(() -> fetch(downloader, "http://pictures.example/c", other))
                        .isInstanceOf(InferenceTransportException.class)
                        .hasMessageContaining("it answered 407");
            }
            assertThat(asked).hasSize(before);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void tunnelsToTheCheckedAddressAndProvesTheName() throws Exception {
        TestKeys keys =
                TestKeys.create(folder.resolve("keys.p12")).signed("server", "-ext", "san=dns:pictures.example");
        HttpsServer server = https(keys.showing("server"));
        SSLContext tls = keys.trusting("authority");
        try (SmallProxy small = SmallProxy.start(server.getAddress().getPort(), "anna:p:ss")) {
            Proxy proxy = new Proxy("127.0.0.1", small.port(), LOGIN);

            assertThat(fetch("https://pictures.example/a?key=1", PUBLIC, proxy, tls))
                    .isEqualTo(PICTURE);
            assertThat(small.heads()).singleElement().asString().startsWith("CONNECT " + PUBLIC + ":443 HTTP/1.1\r\n");
            assertThat(small.heads().get(0)).doesNotContain("pictures.example", "key");
            assertThat(asked).containsExactly("pictures.example/a?key=1 false");

            assertThatThrownBy(() -> fetch("https://other.example/a", PUBLIC, proxy, tls))
                    .isInstanceOf(InferenceTransportException.class)
                    .hasMessageContaining("is for another host");
            assertThat(asked).hasSize(1);
        } finally {
            server.stop(0);
        }
    }

    /** A proxy asks the host of a plain request's address, whoever that is by then: a tunnel goes to the address. */
    @Test
    void tunnelsForPlainHttpToo() throws Exception {
        HttpServer server = http();
        try (SmallProxy small = SmallProxy.start(server.getAddress().getPort(), "anna:p:ss")) {
            Proxy proxy = new Proxy("127.0.0.1", small.port(), LOGIN);

            assertThat(fetch("http://pictures.example:8080/a", PUBLIC, proxy, null))
                    .isEqualTo(PICTURE);
            assertThat(small.heads()).singleElement().asString().startsWith("CONNECT " + PUBLIC + ":8080 HTTP/1.1\r\n");
            assertThat(asked).containsExactly("pictures.example:8080/a false");
            assertThat(lookedUp).containsExactly("pictures.example", "127.0.0.1");
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://pictures.example/, 10.0.0.1, private",
        "http://pictures.example/, 127.0.0.1, loopback",
        "https://own.example/, 169.254.169.254, link-local",
        "https://169.254.169.254/, 8.8.4.4, link-local",
    })
    void theGuardSpeaksBeforeTheProxyIsAsked(String address, String leadsTo, String kind) throws Exception {
        try (SmallProxy small = SmallProxy.start(1, null)) {
            assertThatThrownBy(() -> fetch(address, leadsTo, Proxy.open("127.0.0.1", small.port()), null))
                    .isInstanceOf(InvalidInferenceInputException.class)
                    .hasMessageContaining("leads to a " + kind + " address");
            assertThat(small.heads()).isEmpty();
        }
    }

    @Test
    void thisMachineIsNeverAskedOfAProxy() throws Exception {
        HttpServer server = http();
        try (SmallProxy small = SmallProxy.start(1, null)) {
            String address = "http://own.example:" + server.getAddress().getPort() + "/a";
            assertThat(fetch(address, "127.0.0.1", Proxy.open("127.0.0.1", small.port()), null))
                    .isEqualTo(PICTURE);
            assertThat(small.heads()).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aLoginThatIsMissingOrWrongNamesTheOptions() throws Exception {
        try (SmallProxy small = SmallProxy.start(1, "anna:other")) {
            assertThatThrownBy(() -> fetch(
                            "https://pictures.example/?key=1", PUBLIC, Proxy.open("127.0.0.1", small.port()), null))
                    .isInstanceOfSatisfying(
                            InferenceTransportException.class,
                            failure -> assertThat(failure.isRetryable()).isFalse())
                    .hasMessage("the picture could not be downloaded from https://pictures.example through the proxy"
                            + " 127.0.0.1:" + small.port()
                            + ", which did not connect to the host's address, it answered"
                            + " 407 (the proxy asks for a login: set proxyUser and proxyPassword)");
            assertThatThrownBy(() -> fetch(
                            "http://pictures.example/", PUBLIC, new Proxy("127.0.0.1", small.port(), LOGIN), null))
                    .hasMessageContaining("does not take the one that it was shown")
                    .hasMessageNotContaining("anna");
        }
    }

    @Test
    void aProxyThatIsNotThereIsNamed() throws Exception {
        SmallProxy gone = SmallProxy.start(1, null);
        gone.close();
        assertThatThrownBy(() -> fetch("https://pictures.example/", PUBLIC, Proxy.open("127.0.0.1", gone.port()), null))
                .isInstanceOfSatisfying(
                        InferenceTransportException.class,
                        failure -> assertThat(failure.isRetryable()).isTrue())
                .hasMessageContaining("through the proxy 127.0.0.1:" + gone.port());
    }
}
