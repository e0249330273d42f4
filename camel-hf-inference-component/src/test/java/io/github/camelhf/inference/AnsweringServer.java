package io.github.camelhf.inference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/**
 * The four-mode endpoint reduced to image embeddings: keeps the checksum of every picture of every call, however large. Serves
 * pictures under {@code /pictures/} as well.
 */
public final class AnsweringServer implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static {
        // The JDK's server else waits 40 ms in each answer for more to send.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final Map<String, byte[]> pictures = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Integer> failures = new ConcurrentLinkedQueue<>();
    private final List<List<String>> calls = Collections.synchronizedList(new ArrayList<>());
    private final List<byte[]> bodies = Collections.synchronizedList(new ArrayList<>());
    private final ConcurrentLinkedQueue<Map<String, List<String>>> pictureRequests = new ConcurrentLinkedQueue<>();

    public AnsweringServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newFixedThreadPool(4, task -> {
            Thread thread = new Thread(task, "answering-server");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::infer);
        server.createContext("/pictures/", this::picture);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    /** The address under which the picture is served. */
    public String publish(String name, byte[] picture) {
        pictures.put("/pictures/" + name, picture);
        return url() + "pictures/" + name;
    }

    /** The next call is read to its end and then answered with this status. */
    public void failOnce(int status) {
        failures.add(status);
    }

    /** SHA-256 of the pictures of each call, in their order. */
    public List<List<String>> calls() {
        return List.copyOf(calls);
    }

    /** The last call's first picture. */
    public byte[] lastPicture() {
        return bodies.get(bodies.size() - 1);
    }

    /** The headers of each request for a picture. */
    public List<Map<String, List<String>>> pictureRequests() {
        return List.copyOf(pictureRequests);
    }

    public void reset() {
        failures.clear();
        calls.clear();
        bodies.clear();
        pictureRequests.clear();
    }

    private void infer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode inputs = MAPPER.readTree(exchange.getRequestBody()).get("inputs");
            List<String> checksums = new ArrayList<>();
            for (JsonNode input : inputs.isArray() ? inputs : List.of(inputs)) {
                byte[] picture = Base64.getDecoder().decode(input.textValue());
                bodies.add(picture);
                checksums.add(sha256(picture));
            }
            calls.add(checksums);
            Integer failure = failures.poll();
            byte[] answer = (failure == null
                            ? "[" + "{\"embedding\":[1.0,2.0]},".repeat(checksums.size()) + "]"
                            : "{\"error\":\"overloaded\"}")
                    .replace(",]", "]")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(failure == null ? 200 : failure, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private void picture(HttpExchange exchange) throws IOException {
        try (exchange) {
            pictureRequests.add(Map.copyOf(exchange.getRequestHeaders()));
            byte[] picture = pictures.get(exchange.getRequestURI().getPath());
            exchange.getResponseHeaders().set("Content-Type", "image/png");
            exchange.sendResponseHeaders(picture == null ? 404 : 200, picture == null ? -1 : picture.length);
            if (picture != null) {
                exchange.getResponseBody().write(picture);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
