package io.github.camelhf.inference.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.InferenceAuthenticationException;
import io.github.camelhf.inference.error.InferenceTransportException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls through the proxies that a distribution brings. Skipped where they are not installed. */
class RealProxyTest {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    Path folder;

    /** A proxy that lets everything pass but the host denied.test. */
    enum Software {
        SQUID("squid", """
                http_port 127.0.0.1:%1$d
                pid_filename none
                cache deny all
                cache_mem 1 MB
                access_log none
                cache_log /dev/null
                netdb_filename none
                coredump_dir %2$s
                visible_hostname proxy.test
                shutdown_lifetime 0 seconds
                %3$s
                acl denied dstdomain denied.test
                http_access deny denied
                http_access allow all
                """, """
                auth_param basic program /bin/sh %2$s/login.sh
                acl known proxy_auth REQUIRED
                http_access deny !known
                """) {
            @Override
            List<String> command(Path program, Path settings) {
                return List.of(program.toString(), "-N", "-f", settings.toString());
            }
        },
        TINYPROXY("tinyproxy", """
                Port %1$d
                Listen 127.0.0.1
                Timeout 20
                MaxClients 20
                Filter "%2$s/filter"
                %3$s
                """, "BasicAuth anna secret1") {
            @Override
            List<String> command(Path program, Path settings) {
                return List.of(program.toString(), "-d", "-c", settings.toString());
            }
        };

        private final String program;
        private final String settings;
        private final String loginSettings;

        Software(String program, String settings, String loginSettings) {
            this.program = program;
            this.settings = settings;
            this.loginSettings = loginSettings;
        }

        abstract List<String> command(Path program, Path settings);

        /** Squid's own checkers of logins lie in places that differ. */
        private static final String CHECKER = """
                while read user password; do
                  if [ "$user $password" = "anna secret1" ]; then echo OK; else echo ERR; fi
                done
                """;

        private Process start(Path folder, int port, boolean login) throws IOException {
            Path found = Installed.program(program);
            Files.writeString(folder.resolve("filter"), "^denied\\.test\n");
            Path file = folder.resolve(program + ".conf");
            // Squid, started by root, asks as somebody else.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.writeString(folder.resolve("login.sh"), CHECKER);
            String asking = login ? String.format(loginSettings, port, folder) : "";
            Files.writeString(file, String.format(settings, port, folder, asking));
            Process proxy = new ProcessBuilder(command(found, file))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve(program + ".log").toFile())
                    .start();
            await().atMost(Duration.ofMinutes(2)).until(() -> !proxy.isAlive() || listens(port));
            assertThat(proxy.isAlive()).as("%s runs", program).isTrue();
            return proxy;
        }

        private static boolean listens(int port) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusalsOfAProxyAreTheProxysAndAnswersOfTheServerTheServers(Software software) throws Exception {
        int port = freePort();
        Process proxy = software.start(folder, port, false);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            assertThat(call(context, port, EMULATOR.url().toString()).getException())
                    .as("a call that passes")
                    .isNull();

            EMULATOR.fault(Fault.answer(403, "text/plain", "not with this token"));
            assertThat(call(context, port, EMULATOR.url().toString()).getException())
                    .isExactlyInstanceOf(InferenceAuthenticationException.class)
                    .hasMessageContaining("answered 403: not with this token");

            for (String denied : List.of("https://denied.test/", "http://denied.test/")) {
                InferenceTransportException refusal = refusal(context, port, denied);
                assertThat(refusal.isRetryable()).isFalse();
                assertThat(refusal)
                        .hasMessageContainingAll("the proxy 127.0.0.1:" + port, "it answered 403 ", "at the proxy");
            }

            InferenceTransportException unreachable = refusal(context, port, "http://127.0.0.1:" + freePort() + "/");
            assertThat(unreachable.isRetryable()).isTrue();
            assertThat(unreachable)
                    .hasMessageContainingAll(
                            "the proxy 127.0.0.1:" + port, "it answered 50", "may not reach the server");
        } finally {
            proxy.destroy();
            assertThat(proxy.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLoginOpensTheProxyForPlainCallsAndForTunnels(Software software) throws Exception {
        int port = freePort();
        Process proxy = software.start(folder, port, true);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            String closed = "127.0.0.1:" + freePort() + "/";
            for (String url : List.of(EMULATOR.url().toString(), "https://" + closed)) {
                assertThat(refusal(context, port, url))
                        .hasMessageContainingAll("it answered 407", "set proxyUser and proxyPassword");
                assertThat(refusal(context, port, url + "&proxyUser=anna&proxyPassword=guess"))
                        .hasMessageContaining("check proxyUser and proxyPassword")
                        .hasMessageNotContaining("guess");
            }
            String login = "&proxyUser=anna&proxyPassword=secret1";
            assertThat(call(context, port, EMULATOR.url() + login).getException())
                    .isNull();
            assertThat(EMULATOR.requests())
                    .singleElement()
                    .satisfies(request ->
                            assertThat(request.header("Proxy-Authorization")).isEmpty());
            assertThat(refusal(context, port, "https://" + closed + login))
                    .as("let in, but nobody is there")
                    .hasMessageContainingAll("it answered 50", "may not reach the server");
        } finally {
            proxy.destroy();
            assertThat(proxy.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    private static InferenceTransportException refusal(DefaultCamelContext context, int port, String url) {
        Exception failure = call(context, port, url).getException();
        assertThat(failure).isExactlyInstanceOf(InferenceTransportException.class);
        return (InferenceTransportException) failure;
    }

    private static Exchange call(DefaultCamelContext context, int port, String url) {
        return context.createProducerTemplate()
                .request(
                        "hf-inference:text-embedding?api=multimodal&token=hf_ThroughAProxy123&allowInsecureToken=true"
                                + "&proxyHost=127.0.0.1&proxyPort=" + port + "&endpointUrl=" + url,
                        exchange -> exchange.getMessage().setBody("a red tile"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
