package io.github.camelhf.inference.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.InferenceTransportException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real nginx before the server, reloaded again and again while calls run: its old processes close their connections. */
class NginxReloadTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int CALLS = 1_500;
    private static final int RELOADS = 6;
    private static final int IN_FLIGHT = 16;
    private static final Set<String> HALF_CLOSED_OR_OPEN = Set.of("01", "08");

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    private Path folder;

    @Test
    void connectionsThatNginxClosedWhileNothingWasAskedBreakNoCall() throws Exception {
        behindNginx((context, program, port) -> {
            for (int i = 0; i < 3; i++) {
                assertThat(failures(send(context, IN_FLIGHT * 4))).isEmpty();
                reload(program);
                Awaitility.await().atMost(PATIENCE).until(() -> connections(port) == 0);
            }
        });
    }

    /**
     * A request that was on its way when its connection was closed may have been worked on, so that only the route may send it again.
     * That happens once at most to each connection, however late the close is seen.
     */
    @Test
    void aReloadWhileCallsRunBreaksAtMostOneOfEachConnectionAndNoneThatWasNeverSent() throws Exception {
        behindNginx((context, program, port) -> {
            List<CompletableFuture<Exchange>> sent = new ArrayList<>();
            for (int i = 0; i < RELOADS; i++) {
                sent.addAll(send(context, CALLS / RELOADS));
                sent.get(sent.size() - CALLS / RELOADS / 2).get(60, TimeUnit.SECONDS);
                reload(program);
            }
            assertThat(failures(sent))
                    .as("calls that broke off after their request was handed over")
                    .hasSizeLessThanOrEqualTo(RELOADS * IN_FLIGHT)
                    .allSatisfy(failure -> {
                        assertThat(failure).isInstanceOf(InferenceTransportException.class);
                        assertThat(causes(failure)).noneMatch(RequestNotExecutedException.class::isInstance);
                    });
        });
    }

    private interface Check {
        void run(DefaultCamelContext context, Path program, int port) throws Exception;
    }

    private void behindNginx(Check check) throws Exception {
        Path program = Installed.program("nginx");
        int port = freePort();
        Process nginx = start(program, port);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("seda:in?concurrentConsumers=" + IN_FLIGHT + "&size=" + CALLS)
                            .to("hf-inference:text-embedding?api=multimodal&endpointUrl=http://127.0.0.1:" + port
                                    + "/&maxInFlight=" + IN_FLIGHT);
                }
            });
            context.start();
            check.run(context, program, port);
        } finally {
            nginx.destroy();
            nginx.waitFor(1, TimeUnit.MINUTES);
        }
    }

    private static List<CompletableFuture<Exchange>> send(DefaultCamelContext context, int calls) {
        ProducerTemplate template = context.createProducerTemplate();
        return IntStream.range(0, calls)
                .mapToObj(i -> template.asyncSend(
                        "seda:in?waitForTaskToComplete=Always&timeout=0",
                        exchange -> exchange.getMessage().setBody("a red tile")))
                .toList();
    }

    private static List<Exception> failures(List<CompletableFuture<Exchange>> sent) throws Exception {
        List<Exception> failures = new ArrayList<>();
        for (CompletableFuture<Exchange> each : sent) {
            Exception failure = each.get(60, TimeUnit.SECONDS).getException();
            if (failure != null) {
                failures.add(failure);
            }
        }
        return failures;
    }

    /** How many sockets of this machine, open or half closed, are connected to the port: what Linux lists. */
    private static long connections(int port) throws IOException {
        String remote = ":%04X ".formatted(port);
        try (Stream<String> four = Files.lines(Path.of("/proc/net/tcp"));
                Stream<String> six = Files.lines(Path.of("/proc/net/tcp6"))) {
            return Stream.concat(four, six)
                    .map(line -> line.strip().split(" +", 5))
                    .filter(columns -> (columns[2] + " ").endsWith(remote))
                    .filter(columns -> HALF_CLOSED_OR_OPEN.contains(columns[3]))
                    .count();
        }
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    private Process start(Path program, int port) throws IOException {
        Files.writeString(
                folder.resolve("nginx.conf"), """
                worker_processes 2;
                daemon off;
                pid nginx.pid;
                error_log error.log;
                events { worker_connections 256; }
                http {
                    access_log off;
                    client_body_temp_path body;
                    proxy_temp_path proxy;
                    fastcgi_temp_path fastcgi;
                    uwsgi_temp_path uwsgi;
                    scgi_temp_path scgi;
                    keepalive_requests 40;
                    upstream model { server 127.0.0.1:%d; }
                    server {
                        listen 127.0.0.1:%d;
                        location / { proxy_pass http://model; proxy_http_version 1.1; proxy_set_header Connection ""; }
                    }
                }
                """.formatted(EMULATOR.url().getPort(), port));
        Process nginx = run(program);
        Awaitility.await()
                .atMost(PATIENCE)
                .failFast("nginx has ended", () -> !nginx.isAlive())
                .until(() -> answers(port));
        return nginx;
    }

    private void reload(Path program) throws Exception {
        Process signal = run(program, "-s", "reload");
        assertThat(signal.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(signal.exitValue()).isZero();
    }

    private Process run(Path program, String... more) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(program.toString(), "-p", folder.toString(), "-c", "nginx.conf", "-e", "error.log"));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.log").toFile())
                .start();
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
