package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.transport.ConnectionSettings.Proxy;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyTest {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]";
    private static final String LOGIN =
            "HTTP/1.1 407 Login\r\nContent-Length: 0\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n";
    private static final WireBody BODY =
            Calls.json("{\"inputs\":\"oak\",\"parameters\":{\"mode\":\"text_embedding\"}}");

    @Test
    void asksTheProxyForAPlainAddress() throws Exception {
        try (RawServer proxy = RawServer.answering(ANSWER);
                Calls calls = Calls.through(new Proxy("127.0.0.1", proxy.port(), List.of()))) {
            WireResponse response = calls.answer(Calls.request(URI.create("http://model.invalid/models/a/b"), BODY));
            assertThat(response.body()).asString().isEqualTo("[]");
            assertThat(proxy.heads().get(0)).startsWith("post http://model.invalid/models/a/b http/1.1");
        }
    }

    @Test
    void tunnelsAnEncryptedConnectionWithoutShowingTheToken() throws Exception {
        try (RawServer proxy = RawServer.start(connection -> {
                    connection.readHead();
                    connection.write(LOGIN);
                });
                Calls calls = Calls.through(new Proxy("127.0.0.1", proxy.port(), List.of()))) {
            InferenceRejectedException failure = calls.failure(
                    Calls.request(URI.create("https://model.invalid/"), BODY), InferenceRejectedException.class);
            assertThat(failure.getStatusCode()).isEqualTo(407);
            assertThat(failure).hasMessageContaining("the proxy asks for a login");
            assertThat(proxy.heads()).singleElement().asString().startsWith("connect model.invalid:443");
            assertThat(proxy.heads().get(0)).doesNotContain(Calls.TOKEN, "authorization");
        }
    }

    @Test
    void reachesAnExceptedHostDirectly() throws Exception {
        try (RawServer proxy = RawServer.answering(ANSWER);
                Calls calls = Calls.through(new Proxy("127.0.0.1", proxy.port(), List.of("other", "127.0.0.1")))) {
            calls.answer(Calls.request(EMULATOR.url(), BODY));
            assertThat(proxy.connectionCount()).isZero();
            assertThat(EMULATOR.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, example.com, false",
        "example.com, EXAMPLE.com, false",
        "example.com, www.example.com, true",
        "*.example.com, www.example.com, false",
        "*.example.com, a.b.Example.Com, false",
        "*.example.com, example.com, true",
        "*.example.com, m, true",
        "*, anything.at.all, false"
    })
    void readsExceptions(String exception, String host, boolean covered) {
        assertThat(new Proxy("proxy", 8080, List.of(exception)).covers(host)).isEqualTo(covered);
    }
}
