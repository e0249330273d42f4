package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.http.TestKeys;
import io.github.camelhf.inference.transport.ConnectionSettings.HttpVersionChoice;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that asks for a client's certificate. */
class ClientCertificateTest {

    private static final int CALLS = 200;
    private static final int CALLS_OF_A_CONNECTION = 50;
    private static final WireBody BODY = Calls.json("{\"inputs\":\"oak\"}");

    @TempDir
    Path folder;

    @Test
    void oneConnectionServesManyCallsAndTheNextOneResumesItsSession() throws Exception {
        TestKeys keys = TestKeys.create(folder.resolve("keys.p12"))
                .signed("server", "-ext", "san=ip:127.0.0.1")
                .signed("client");
        List<String> sessions = new CopyOnWriteArrayList<>();
        AtomicInteger answered = new AtomicInteger();
        try (RawServer server = RawServer.start(listener(keys), connection -> {
                    SSLSocket socket = (SSLSocket) connection.socket();
                    sessions.add(socket.getSession().getPeerPrincipal() + " "
                            + HexFormat.of().formatHex(socket.getSession().getId()));
                    boolean last = false;
                    while (!last) {
                        connection.readRequest();
                        last = answered.incrementAndGet() % CALLS_OF_A_CONNECTION == 0;
                        connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"
                                + (last ? "Connection: close\r\n" : "") + "\r\n[]");
                    }
                });
                Calls calls = Calls.trusting(
                        HttpVersionChoice.AUTO, keys.context("client", "authority"), Duration.ofSeconds(10))) {
            for (int i = 0; i < CALLS; i++) {
                calls.answer(Calls.request(URI.create("https://127.0.0.1:" + server.port() + "/"), BODY));
            }

            assertThat(server.connectionCount()).isEqualTo(CALLS / CALLS_OF_A_CONNECTION);
            assertThat(sessions).hasSize(CALLS / CALLS_OF_A_CONNECTION).allMatch(name -> name.startsWith("CN=client "));
            assertThat(sessions).as("one TLS session for all connections").containsOnly(sessions.get(0));
        }
    }

    /** TLS 1.2, whose sessions have a name by which one sees that they are the same. */
    private static SSLServerSocket listener(TestKeys keys) throws Exception {
        SSLServerSocket listener = (SSLServerSocket) keys.context("server", "authority")
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listener.setNeedClientAuth(true);
        listener.setEnabledProtocols(new String[] {"TLSv1.2"});
        return listener;
    }
}
