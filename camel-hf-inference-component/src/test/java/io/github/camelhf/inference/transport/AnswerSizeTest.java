package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.transport.ConnectionSettings.HttpVersionChoice;
import io.github.camelhf.inference.transport.WireRequest.Limits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswerSizeTest {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    private static final WireBody BODY = Calls.json("{}");
    private static final int LIMIT = 1024;

    private final Calls calls = Calls.over(HttpVersionChoice.AUTO);

    @AfterEach
    void close() {
        calls.close();
    }

    private WireRequest request(int limit) {
        Limits limits = new Limits(Duration.ofSeconds(20), new ByteSize(limit), Duration.ofMinutes(2));
        return Calls.request(EMULATOR.url(), BODY, limits);
    }

    @Test
    void readsAnAnswerThatJustFits() throws Exception {
        EMULATOR.fault(Fault.answer(200, "application/json", "x".repeat(LIMIT)));
        assertThat(calls.answer(request(LIMIT)).body()).hasSize(LIMIT);
    }

    @ParameterizedTest
    @EnumSource(HttpVersionChoice.class)
    void refusesALongerOne(HttpVersionChoice version) throws Exception {
        EMULATOR.fault(Fault.answer(
                200,
                Map.of("X-Request-Id", "r-7"),
                "application/json",
                "x".repeat(LIMIT + 1).getBytes(StandardCharsets.UTF_8)));
        try (Calls chosen = Calls.over(version)) {
            MalformedInferenceResponseException failure =
                    chosen.failure(request(LIMIT), MalformedInferenceResponseException.class);
            assertThat(failure).hasMessageContainingAll("longer than 1 KB", "maxResponseSize");
            assertThat(failure.getRequestId()).isEqualTo("r-7");
            assertThat(failure.getStatusCode()).isEqualTo(200);
        }
    }

    @Test
    void stopsReadingAnEndlessAnswer() throws Exception {
        try (RawServer server = RawServer.start(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            while (!connection.socket().isClosed()) {
                connection.write("400\r\n" + "1".repeat(0x400) + "\r\n"); // ends when the client closes
            }
        })) {
            Limits limits = new Limits(Duration.ofSeconds(20), new ByteSize(1 << 20), Duration.ofMinutes(2));
            assertThat(calls.failure(
                            Calls.request(server.uri(), BODY, limits), MalformedInferenceResponseException.class))
                    .hasMessageContaining("longer than 1 MB");
        }
    }

    @Test
    void errorAnswerThatEchoesThePictureIsCutAndCleaned() throws Exception {
        byte[] picture = new byte[300_000];
        new Random(1).nextBytes(picture);
        String echo = "{\"error\":\"Incorrect image source. Got "
                + Base64.getEncoder().encodeToString(picture) + ". Failed with cannot identify image file\"}";
        EMULATOR.fault(Fault.answer(400, "application/json", echo));
        InferenceRejectedException failure = calls.failure(request(1 << 20), InferenceRejectedException.class);
        assertThat(failure).hasMessageContainingAll("answered 400", "Incorrect image source. Got [base64]");
        assertThat(failure.getMessage()).hasSizeLessThan(600);
    }

    @Test
    void onlyTheFirstPartOfAnErrorAnswerIsKept() throws Exception {
        EMULATOR.fault(Fault.answer(500, "text/plain", "broken ".repeat(100_000)));
        InferenceServerException failure = calls.failure(request(1 << 20), InferenceServerException.class);
        assertThat(failure.getMessage()).hasSizeLessThan(600);
    }

    @Test
    void errorAnswerBeyondTheLimitKeepsItsStatus() throws Exception {
        EMULATOR.fault(Fault.answer(502, "text/html", "<title>Bad Gateway</title>" + " ".repeat(10 * LIMIT)));
        assertThat(calls.failure(request(LIMIT), InferenceServerException.class).getStatusCode())
                .isEqualTo(502);
    }
}
