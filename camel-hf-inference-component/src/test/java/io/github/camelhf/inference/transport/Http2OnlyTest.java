package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.transport.ConnectionSettings.HttpVersionChoice;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that speak HTTP/2 and nothing else on a plain connection. */
class Http2OnlyTest {

    private static final WireBody BODY = Calls.json("{\"inputs\":\"oak\"}");

    private static final byte[] SETTINGS = {0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 100};
    private static final byte[] GOAWAY = {0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    @ParameterizedTest
    @EnumSource(
            value = HttpVersionChoice.class,
            names = {"AUTO", "HTTP_1_1"})
    void aServerOfHttp2OnlyIsNamed(HttpVersionChoice choice) throws Exception {
        Server server = new Server();
        ServerConnector connector =
                new ServerConnector(server, new HTTP2CServerConnectionFactory(new HttpConfiguration()));
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                Content.Sink.write(response, true, "[]", callback);
                return true;
            }
        });
        server.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/");
            assertNamed(choice, address);
            try (Calls calls = Calls.over(HttpVersionChoice.HTTP_2)) {
                assertThat(calls.answer(Calls.request(address, BODY)).body())
                        .as("the remedy")
                        .asString()
                        .isEqualTo("[]");
            }
        } finally {
            server.stop();
        }
    }

    @Test
    void aServerThatGreetsWithItsSettingsAndWaitsIsNamed() throws Exception {
        try (RawServer server = RawServer.start(connection -> {
            connection.readHead();
            connection.socket().getOutputStream().write(SETTINGS);
            connection.drain();
        })) {
            assertNamed(HttpVersionChoice.AUTO, server.uri());
        }
    }

    @Test
    void aServerThatSaysGoodbyeByteByByteIsNamed() throws Exception {
        try (RawServer server = RawServer.start(connection -> {
            connection.socket().setTcpNoDelay(true);
            connection.readHead();
            OutputStream out = connection.socket().getOutputStream();
            for (byte piece : GOAWAY) {
                out.write(piece);
                out.flush();
            }
            connection.drain();
        })) {
            assertNamed(HttpVersionChoice.AUTO, server.uri());
        }
    }

    private static void assertNamed(HttpVersionChoice choice, URI address) throws Exception {
        try (Calls calls = Calls.over(choice)) {
            InferenceTransportException failure =
                    calls.failure(Calls.request(address, BODY), InferenceTransportException.class);
            assertThat(failure).hasMessageContainingAll("speaks HTTP/2 only", "set httpVersion=2", address.toString());
            assertThat(failure.isRetryable()).isFalse();
        }
    }
}
