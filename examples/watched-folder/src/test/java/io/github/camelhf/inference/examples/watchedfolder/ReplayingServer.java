package io.github.camelhf.inference.examples.watchedfolder;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import io.github.camelhf.inference.emulator.RecordedRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives every request the emulator's answer about one picture: a backlog is about the program, not about the model. */
final class ReplayingServer implements AutoCloseable {

    static {
        // Else each small answer waits 40 ms for the client's acknowledgement. Read once, by the first server.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final AtomicInteger calls = new AtomicInteger();
    private final byte[] answer;

    private ReplayingServer(HttpServer server, byte[] answer) {
        this.server = server;
        this.answer = answer;
    }

    /** @param folder to sort one picture in, for the answer */
    static ReplayingServer start(Path folder) throws Exception {
        byte[] answer = answer(Files.createDirectory(folder));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ReplayingServer replaying = new ReplayingServer(server, answer);
        server.createContext("/", replaying::answer);
        server.setExecutor(replaying.threads);
        server.start();
        return replaying;
    }

    private static byte[] answer(Path folder) throws Exception {
        try (InferenceEmulator emulator = InferenceEmulator.builder().start()) {
            DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
            CommandRun.of(
                    "--dir", folder.toString(), "--endpoint-url", emulator.url().toString());
            RecordedRequest request = emulator.requests().get(0);
            HttpRequest again = HttpRequest.newBuilder(emulator.url().resolve(request.path()))
                    .version(HttpClient.Version.HTTP_1_1)
                    .header("Content-Type", request.header("Content-Type").orElseThrow())
                    .POST(HttpRequest.BodyPublishers.ofString(request.bodyText()))
                    .build();
            return HttpClient.newHttpClient()
                    .send(again, HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
        calls.incrementAndGet();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    int calls() {
        return calls.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
