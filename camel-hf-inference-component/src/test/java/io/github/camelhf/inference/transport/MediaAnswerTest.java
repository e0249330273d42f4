package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InferenceTransportException;
import io.github.camelhf.inference.error.InferenceTransportException.Phase;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Intake;
import io.github.camelhf.inference.transport.ConnectionSettings.HttpVersionChoice;
import io.github.camelhf.inference.transport.WireRequest.Limits;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are no JSON go where the request wants them, to the byte and within their limit. */
class MediaAnswerTest {

    private static final int LIMIT = 4 << 20;
    private static final byte[] LONG = new byte[LIMIT];

    static {
        new Random(7).nextBytes(LONG);
    }

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    Path folder;

    private final Calls calls = Calls.over(HttpVersionChoice.AUTO);

    @AfterEach
    void close() {
        calls.close();
    }

    private WireRequest request(URI uri) {
        return request(uri, new Limits(Duration.ofSeconds(20), new ByteSize(1024), Duration.ofMinutes(2)));
    }

    private WireRequest request(URI uri, Limits limits) {
        return new WireRequest(
                uri,
                Map.of("Accept", "image/png"),
                null,
                Map.of(),
                null,
                Calls.json("{}"),
                limits,
                new Intake(new ByteSize(LIMIT), 1000, folder));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    @ParameterizedTest
    @EnumSource(HttpVersionChoice.class)
    void aLongAnswerIsInAFileAndNotInMemory(HttpVersionChoice version) throws Exception {
        EMULATOR.fault(Fault.answer(200, Map.of(), "image/png", LONG));
        try (Calls chosen = Calls.over(version)) {
            WireRequest request = request(EMULATOR.url());

            WireResponse answer = chosen.answer(request);

            assertThat(answer.body()).hasSizeLessThan(10_000);
            assertThat(answer.media().length()).isEqualTo(LONG.length);
            try (var stream = answer.media().open()) {
                assertThat(stream.readAllBytes()).isEqualTo(LONG);
            }
            assertThat(files()).hasSize(1);
            request.intake().drop();
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void aShortAnswerStaysInMemory() throws Exception {
        EMULATOR.fault(Fault.answer(200, Map.of(), "audio/flac", new byte[900]));

        WireResponse answer = calls.answer(request(EMULATOR.url()));

        assertThat(answer.media().length()).isEqualTo(900);
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json; charset=utf-8", "application/problem+json"})
    void jsonIsGatheredAsEverWithinItsOwnLimit(String type) throws Exception {
        EMULATOR.fault(Fault.answer(200, type, "\"" + "x".repeat(1022) + "\""));
        assertThat(calls.answer(request(EMULATOR.url())).media()).isNull();

        EMULATOR.fault(Fault.answer(200, type, "\"" + "x".repeat(1023) + "\""));
        assertThat(calls.failure(request(EMULATOR.url()), MalformedInferenceResponseException.class))
                .hasMessageContainingAll("longer than 1 KB", "maxResponseSize");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 4194305\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n"})
    void anAnswerBeyondTheLimitIsRefusedWhetherItSaysSoOrNot(String length) throws Exception {
        try (RawServer server = RawServer.start(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n" + length);
            while (!connection.socket().isClosed()) {
                connection.write("400\r\n" + "1".repeat(0x400) + "\r\n"); // ends when the client closes
            }
        })) {
            assertThat(calls.failure(request(server.uri()), MalformedInferenceResponseException.class))
                    .hasMessageContainingAll("longer than 4 MB", "maxMediaSize");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 9000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n2000\r\n"})
    void anAnswerThatBreaksOffIsNone(String length) throws Exception {
        try (RawServer server = RawServer.start(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n" + length + "1".repeat(5000));
        })) {
            InferenceTransportException failure =
                    calls.failure(request(server.uri()), InferenceTransportException.class);
            assertThat(failure.phase()).isEqualTo(Phase.READ);
            assertThat(failure.isRetryable()).isTrue();
        }
    }

    @Test
    void anErrorIsOneWhateverWasAskedFor() throws Exception {
        EMULATOR.fault(Fault.modelLoading(20));
        calls.failure(request(EMULATOR.url()), ModelLoadingException.class);
        EMULATOR.fault(Fault.answer(500, Map.of(), "image/png", LONG));
        calls.failure(request(EMULATOR.url()), InferenceServerException.class);
        EMULATOR.fault(Fault.answer(
                200,
                Map.of(),
                "application/octet-stream",
                "{\"error\":\"Model a/b is currently loading\"}".getBytes(StandardCharsets.UTF_8)));
        calls.failure(request(EMULATOR.url()), ModelLoadingException.class);

        assertThat(files()).isEmpty();
    }

    @Test
    void aDiskThatTakesNothingIsAFailureThatCanPass() throws Exception {
        EMULATOR.fault(Fault.answer(200, Map.of(), "image/png", LONG));
        Files.delete(folder);
        Files.writeString(folder, "no folder");

        HfInferenceException failure = calls.failure(request(EMULATOR.url()), InferenceTransportException.class);

        assertThat(failure).hasMessageContaining("could not be kept");
        assertThat(failure.isRetryable()).isTrue();
    }

    /** The server has not sent all of it when the time is over, or whoever asked gives up. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnswerThatNobodyWaitsForEndsAndLeavesNoFile(boolean cancelled) throws Exception {
        CountDownLatch half = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (RawServer server = RawServer.start(connection -> {
            connection.readRequest();
            connection.write(
                    "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 9000\r\n\r\n" + "1".repeat(5000));
            half.countDown();
            try {
                connection.drain();
            } finally {
                closed.countDown();
            }
        })) {
            WireRequest request = request(
                    server.uri(),
                    new Limits(Duration.ofSeconds(cancelled ? 20 : 1), new ByteSize(1024), Duration.ofMinutes(2)));
            if (cancelled) {
                CompletableFuture<WireResponse> sent = calls.transport().send(request);
                assertThat(half.await(60, TimeUnit.SECONDS)).isTrue();
                sent.cancel(true);
            } else {
                assertThat(calls.failure(request, InferenceTransportException.class))
                        .hasMessageContaining("requestTimeout");
            }
            assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
            request.intake().drop();
            assertThat(files()).isEmpty();
        }
    }

    /** The server waits for the disk, the call only as long as it may. */
    @Test
    void aDiskThatHangsHoldsUpItsServerUntilTheDeadline() throws Exception {
        Queue<Runnable> disk = new ConcurrentLinkedQueue<>();
        CountDownLatch closed = new CountDownLatch(1);
        try (Calls slow = Calls.withDisk(disk::add);
                RawServer server = RawServer.start(connection -> {
                    connection.readRequest();
                    connection.write(
                            "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nTransfer-Encoding: chunked\r\n\r\n");
                    try {
                        while (!connection.socket().isClosed()) {
                            connection.write("400\r\n" + "1".repeat(0x400) + "\r\n"); // ends when the client closes
                        }
                    } finally {
                        closed.countDown();
                    }
                })) {
            WireRequest request =
                    request(server.uri(), new Limits(Duration.ofSeconds(1), new ByteSize(1024), Duration.ofMinutes(2)));

            assertThat(slow.failure(request, InferenceTransportException.class)).hasMessageContaining("requestTimeout");

            assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
            request.intake().drop();
            assertThat(disk).as("one thread waits for the disk").hasSize(1);
            disk.remove().run();
            assertThat(files()).isEmpty();
        }
    }
}
