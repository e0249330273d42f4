package io.github.camelhf.inference.lines;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/** A server on this machine with a certificate that is trusted, but for another host. */
final class WrongNameServer implements AutoCloseable {

    private static final String PASSWORD = "changeit";

    private final KeyStoreParameters keys = new KeyStoreParameters();
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpsServer server;

    private WrongNameServer(Path file) throws Exception {
        keys.setResource("file:" + file);
        keys.setPassword(PASSWORD);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        KeyManagersParameters shown = new KeyManagersParameters();
        shown.setKeyStore(keys);
        shown.setKeyPassword(PASSWORD);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setKeyManagers(shown);
        server.setHttpsConfigurator(
                new HttpsConfigurator(parameters.createSSLContext(new org.apache.camel.impl.DefaultCamelContext())));
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.close();
        });
        server.start();
    }

    static WrongNameServer start(Path folder) throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "wrong",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=elsewhere.example",
                        "-ext",
                        "san=dns:elsewhere.example",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new WrongNameServer(file);
    }

    String url() {
        return "https://localhost:" + server.getAddress().getPort() + "/";
    }

    SSLContextParameters trust() {
        TrustManagersParameters trusted = new TrustManagersParameters();
        trusted.setKeyStore(keys);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trusted);
        return parameters;
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
