package io.github.camelhf.inference.fault;

import io.github.camelhf.inference.Pictures;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import java.awt.Color;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** Addresses of pictures: most are there, some are missing, moved, never answered, or never end. */
final class SoakPictures implements AutoCloseable {

    private static final String ENDLESS = "Content-Type: image/png\r\nContent-Length: 100000\r\n\r\n";

    private final Map<FaultConnection, String> open = new ConcurrentHashMap<>();
    private final FaultServer server;
    private final String good;
    private final String missing;

    SoakPictures(InferenceEmulator emulator) throws IOException {
        good = emulator.picture("good.png", Pictures.plain("png", Color.BLACK)).toString();
        missing = good.replace("good", "missing");
        server = FaultServer.start(this::answer);
    }

    /** One in three is disturbed. */
    String any(Random random) {
        if (random.nextInt(3) > 0) {
            return good;
        }
        String disturbed = "http://127.0.0.1:" + server.port();
        return List.of(
                        missing,
                        disturbed + "/moved",
                        disturbed + "/silent",
                        disturbed + "/endless-404",
                        disturbed + "/endless-picture")
                .get(random.nextInt(5));
    }

    private void answer(FaultConnection connection) throws IOException {
        String head = connection.readHead();
        open.put(connection, head.lines().findFirst().orElseThrow());
        try {
            answer(connection, head);
        } finally {
            open.remove(connection);
        }
    }

    private void answer(FaultConnection connection, String head) throws IOException {
        if (head.startsWith("GET /moved")) {
            connection.answer("302 Found\r\nLocation: " + good, "");
        } else if (head.startsWith("GET /silent")) {
            connection.awaitClose();
        } else {
            connection.write(
                    (head.startsWith("GET /endless-404") ? "HTTP/1.1 404 Not Found\r\n" : "HTTP/1.1 200 OK\r\n")
                            + ENDLESS);
            connection.writeForever("x", 50);
        }
    }

    /** The heads that have arrived would otherwise be what grows. */
    void forget() {
        server.heads().clear();
    }

    /** What clients wait for on connections that are open. */
    List<String> open() {
        return List.copyOf(open.values());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
