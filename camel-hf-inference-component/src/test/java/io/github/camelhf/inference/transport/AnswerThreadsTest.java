package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.transport.ConnectionSettings.HttpVersionChoice;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server says of an error is read where it can hold up nobody, and heard before more is sent. */
class AnswerThreadsTest {

    private static final WireBody TEXT = Calls.json("{\"inputs\":\"oak\"}");
    private static final String LOADING = "{\"error\":\"Model x is currently loading\",\"estimated_time\":20}";

    private final Calls calls = Calls.over(HttpVersionChoice.HTTP_1_1);
    private final CountDownLatch asked = new CountDownLatch(1);

    @AfterEach
    void close() {
        calls.close();
    }

    private RawServer server(String answer) throws Exception {
        return RawServer.start(connection -> {
            connection.readRequest();
            try {
                asked.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            connection.write(answer);
            connection.drain();
        });
    }

    private static String answer(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private String threadOf(RawServer server, Duration timeout) throws Exception {
        var thread = calls.transport()
                .send(Calls.request(server.uri(), TEXT, Calls.within(timeout)))
                .handle((response, failure) -> Thread.currentThread().getName());
        asked.countDown();
        return thread.get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "500 Oops, |{\"error\":\"oops\"}|, answers",
                "200 OK, |{\"error\":\"oops\"}|, answers",
                "200 OK, |[[1.0]]|, httpclient-dispatch",
                "200 OK, |{\"similarity_scores\":[[1.0]]}|, httpclient-dispatch"
            })
    void errorsAreReadOnThreadsForAnswersAndResultsPassAtOnce(String status, String body, String thread)
            throws Exception {
        try (RawServer server = server(answer(status, body))) {
            assertThat(threadOf(server, Duration.ofSeconds(20))).startsWith(thread);
        }
    }

    @Test
    void anErrorThatDoesNotEndIsNotReadOnTheTimer() throws Exception {
        try (RawServer server = server("HTTP/1.1 503 Later\r\nContent-Length: 1000\r\n\r\n{\"error\":")) {
            assertThat(threadOf(server, Duration.ofMillis(500))).startsWith("answers");
        }
    }

    @Test
    void anErrorThatBreaksOffIsNotReadOnAnIoThread() throws Exception {
        try (RawServer server = RawServer.start(connection -> {
            connection.readRequest();
            try {
                asked.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            connection.write("HTTP/1.1 503 Later\r\nContent-Length: 1000\r\n\r\n{\"error\":");
        })) {
            assertThat(threadOf(server, Duration.ofSeconds(20))).startsWith("answers");
        }
    }

    /** Before the answer is read as a result: whoever holds calls back while a model loads sees the failure. */
    @Test
    void aLoadingModelThatAnswers200FailsTheCallItself() throws Exception {
        asked.countDown();
        try (RawServer server = server(answer("200 OK", LOADING))) {
            ModelLoadingException failure =
                    calls.failure(Calls.request(server.uri(), TEXT), ModelLoadingException.class);
            assertThat(failure.getRetryAfter()).isEqualTo(Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "|{\"error\":\"x\"}|, true",
                "| \r\n{\"a\":1, \"error\" : [\"x\"]}|, true",
                "|{\"error\":{\"message\":\"x\"}}|, true",
                "|{\"error\":null}|, false",
                "|{\"error\":false,\"embedding\":[1]}|, false",
                "|{\"data\":{\"error\":\"x\"}}|, false",
                "|{\"label\":\"error\",\"score\":1}|, false",
                "|[{\"error\":\"x\"}]|, false",
                "|{\"error\":\"x\"|, false",
                "|{\"error\":\"x\"} 1|, false",
                "|{}|, false"
            })
    void anErrorObjectIsKnownByItsMember(String body, boolean expected) {
        byte[] bytes = Calls.response(200, Map.of(), body).body();
        assertThat(ErrorObject.isLikelyIn(bytes) && ErrorObject.isIn(bytes)).isEqualTo(expected);
    }

    @Test
    void aLargeObjectIsNoError() {
        String large = "{\"error\":\"" + "x".repeat(ErrorObject.LONGEST) + "\"}";
        assertThat(ErrorObject.isLikelyIn(Calls.response(200, Map.of(), large).body()))
                .isFalse();
    }
}
