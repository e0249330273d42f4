package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.error.InferenceTransportException;
import java.awt.Color;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Downloads end when their route, their context or their time does, and leave the others alone. */
class DownloadLifeTest {

    private static final byte[] RED = Pictures.plain("png", Color.RED);

    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger dribbling = new AtomicInteger();
    private ServerSocket pictures;

    @AutoClose
    private final AnsweringServer server = new AnsweringServer();

    @AutoClose
    private final Routes routes = new Routes().with("url", server.url());

    @BeforeEach
    void start() throws Exception {
        pictures = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        daemon(this::accept);
        routes.context.getShutdownStrategy().setTimeout(1);
        routes.context.getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
        ComponentState.of(routes.context).downloadWith(this::resolve, null);
    }

    @AfterEach
    void stop() throws IOException {
        end.countDown();
        pictures.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private InetAddress[] resolve(String host) throws UnknownHostException {
        if (host.startsWith("slow")) {
            hold();
            throw new UnknownHostException(host);
        }
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    private void hold() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = pictures.accept();
                connections.add(connection);
                daemon(() -> serve(connection));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    /** Addresses with a 4 in their path get a refusal that never ends, others nothing at all. */
    private void serve(Socket connection) {
        try (connection) {
            byte[] head = new byte[4096];
            int count = connection.getInputStream().read(head);
            String line = new String(head, 0, Math.max(0, count), StandardCharsets.US_ASCII);
            if (line.startsWith("GET /404")) {
                dribble(connection);
            } else if (line.startsWith("GET /red")) {
                byte[] answer = ("HTTP/1.1 200 OK\r\nContent-Length: " + RED.length + "\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
                connection.getOutputStream().write(answer);
                connection.getOutputStream().write(RED);
            } else {
                hold();
            }
        } catch (IOException e) {
            // The client went away.
        }
    }

    private void dribble(Socket connection) throws IOException {
        connection
                .getOutputStream()
                .write("HTTP/1.1 404 Not Found\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        dribbling.incrementAndGet();
        try {
            while (!end.await(50, TimeUnit.MILLISECONDS)) {
                connection.getOutputStream().write('x');
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            dribbling.decrementAndGet();
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "download-life");
        thread.setDaemon(true);
        thread.start();
    }

    private void direct(String id, String options) throws Exception {
        routes.add(route -> {
            route.errorHandler(route.noErrorHandler());
            route.from("direct:" + id)
                    .routeId(id)
                    .to("hf-inference:image-embedding?endpointUrl={{url}}&allowedHosts=127.0.0.1,*.example" + options);
        });
    }

    private String silent(int number) {
        return "http://h" + number + ".example:" + pictures.getLocalPort() + "/silent";
    }

    /** Also those that wait for a connection, because there are more of them than one host gets. */
    @Test
    void aStopOfTheContextEndsEveryDownload() throws Exception {
        direct("main", "");
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sent.add(routes.send("direct:main", silent(0)));
        }
        await().until(() -> connections.size() == 8);
        await().until(() -> routes.context.getInflightRepository().size("main") == 20);

        daemon(routes.context::stop);

        failed(sent);
    }

    private static void failed(List<CompletableFuture<Exchange>> sent) throws Exception {
        for (CompletableFuture<Exchange> each : sent) {
            assertThat(each.join().getException())
                    .isInstanceOfSatisfying(
                            InferenceTransportException.class,
                            failure -> assertThat(failure.isRetryable()).isTrue());
        }
    }

    @Test
    void aStopOfOneRouteEndsItsDownloadsAtOnceAndNoOthers() throws Exception {
        direct("leaving", "");
        direct("staying", "");
        List<CompletableFuture<Exchange>> leaving = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            leaving.add(routes.send("direct:leaving", silent(i)));
        }
        CompletableFuture<Exchange> staying = routes.send("direct:staying", silent(5));
        await().until(() -> connections.size() == 6);

        daemon(() -> {
            try {
                routes.context.getRouteController().stopRoute("leaving", 1, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        failed(leaving);
        assertThat(leaving.get(0).get().getException()).hasMessageContaining("being stopped");
        assertThat(staying).isNotDone();
    }

    @Test
    void refusalsThatDribbleGiveTheirConnectionsBackAtTheDeadline() throws Exception {
        direct("main", "&requestTimeout=2000");
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            sent.add(routes.send(
                    "direct:main", "http://h" + i % 8 + ".example:" + pictures.getLocalPort() + "/404/" + i));
        }
        for (CompletableFuture<Exchange> each : sent) {
            assertThat(each.join().getException()).hasMessageContaining("requestTimeout");
        }
        assertThat(routes.send("direct:main", "http://h1.example:" + pictures.getLocalPort() + "/red.png")
                        .join()
                        .getException())
                .isNull();
        await().until(() -> dribbling.get() == 0);
    }

    @Test
    void slowNamesDelayNoOtherCall() throws Exception {
        direct("main", "");
        List<CompletableFuture<Exchange>> slow = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            slow.add(routes.send("direct:main", "http://slow" + i + ".example/red.png"));
        }
        await().pollDelay(Duration.ofMillis(200)).until(() -> true);

        assertThat(routes.send("direct:main", RED).join().getException()).isNull();

        assertThat(slow).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void moreSlowNamesThanThreadsEndAtTheirDeadline() throws Exception {
        direct("main", "&requestTimeout=1000");
        List<CompletableFuture<Exchange>> slow = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            slow.add(routes.send("direct:main", "http://slow" + i + ".example/red.png"));
        }
        failed(slow);
        assertThat(end.getCount()).isOne();
    }
}
