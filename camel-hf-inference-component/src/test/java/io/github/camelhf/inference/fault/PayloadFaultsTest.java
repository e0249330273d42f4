package io.github.camelhf.inference.fault;

import static io.github.camelhf.inference.fault.FaultCase.answer;
import static io.github.camelhf.inference.fault.FaultCase.fault;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Answers with status 200 that are no answer, too much of one, or made to hurt. */
class PayloadFaultsTest extends FaultCases {

    static Stream<FaultCase> cases() {
        return Stream.of(sizes(), labels(), json(), contents()).flatMap(cases -> cases);
    }

    private static Stream<FaultCase> sizes() {
        return Stream.of(
                fault("length of 9 exabytes", connection -> {
                            connection.readRequest();
                            connection.write("HTTP/1.1 " + OK + "\r\nContent-Length: 9000000000000000000\r\n\r\n[");
                            connection.awaitClose();
                        })
                        .lasting(MalformedInferenceResponseException.class, 200, "is refused at once, unread")
                        .within(Duration.ofSeconds(20))
                        .and(failure -> assertThat(failure).hasMessageContaining("maxResponseSize")),
                fault("no length, body up to the end of the connection", connection -> {
                            connection.readRequest();
                            connection.write("HTTP/1.1 " + OK + "\r\n\r\n" + FaultRun.GOOD);
                        })
                        .succeeding("reads up to the end"),
                fault("endless answer without a length", connection -> {
                            connection.readRequest();
                            connection.write("HTTP/1.1 " + OK + "\r\n\r\n");
                            connection.writeForever(" ".repeat(64 * 1024), 0);
                        })
                        .lasting(MalformedInferenceResponseException.class, 200, "is cut at maxResponseSize")
                        .with("maxResponseSize=1MB"),
                fault("endless chunks", connection -> {
                            connection.readRequest();
                            connection.write("HTTP/1.1 " + OK + "\r\nTransfer-Encoding: chunked\r\n\r\n");
                            connection.writeForever("1000\r\n" + " ".repeat(4096) + "\r\n", 0);
                        })
                        .lasting(MalformedInferenceResponseException.class, 200, "are cut at maxResponseSize")
                        .with("maxResponseSize=1MB"),
                fault("endless error page", connection -> {
                            connection.readRequest();
                            connection.write("HTTP/1.1 404 X\r\n\r\n<title>404 Not here</title>");
                            connection.writeForever("x".repeat(64 * 1024), 0);
                        })
                        .lasting(InferenceRejectedException.class, 404, "counts by its status after 64 KB")
                        .and(failure -> assertThat(failure).hasMessageContaining("404 Not here")),
                fault("gzip although none was asked for", connection -> {
                            connection.readRequest();
                            sendGzip(connection, FaultRun.GOOD.getBytes(StandardCharsets.UTF_8));
                        })
                        .lasting(MalformedInferenceResponseException.class, 200, "is refused by name, not unpacked")
                        .and(failure -> assertThat(failure).hasMessageContaining("compressed (gzip)")),
                fault("gzip bomb of 64 MB", connection -> {
                            connection.readRequest();
                            sendGzip(connection, new byte[64 * 1024 * 1024]);
                        })
                        .lasting(MalformedInferenceResponseException.class, 200, "is refused, not unpacked"),
                fault("error in gzip", connection -> {
                            connection.readRequest();
                            byte[] packed = gzip("{\"error\":\"x\"}".getBytes(StandardCharsets.UTF_8));
                            connection.write("HTTP/1.1 400 X\r\nContent-Encoding: gzip\r\nX-Error-Message: in clear\r\n"
                                    + "Content-Length: " + packed.length + "\r\n\r\n");
                            connection.write(packed);
                            connection.awaitClose();
                        })
                        .lasting(
                                InferenceRejectedException.class,
                                400,
                                "counts by its status; no garbage in the message")
                        .and(failure -> assertThat(failure).hasMessageContaining("in clear")));
    }

    /** What the head says of the body, wrongly. */
    private static Stream<FaultCase> labels() {
        return Stream.of(
                        "Content-Type: application/json; charset=undefined",
                        "Content-Type: application/json; charset=!!",
                        "Content-Type: ;;=",
                        "Content-Encoding: utf-8",
                        "Content-Encoding: None, identity",
                        "Content-Encoding:")
                .map(header -> FaultCase.answer("good answer under " + header, "200 OK\r\n" + header, FaultRun.GOOD)
                        .succeeding("reads it for what it is"));
    }

    private static void sendGzip(FaultConnection connection, byte[] content) throws IOException {
        byte[] packed = gzip(content);
        connection.write(
                "HTTP/1.1 " + OK + "\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.length + "\r\n\r\n");
        connection.write(packed);
        connection.awaitClose();
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream packing = new GZIPOutputStream(bytes)) {
            packing.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Stream<FaultCase> json() {
        return Stream.of(
                malformed("empty body", ""),
                malformed("HTML page", "<html><title>Welcome</title></html>"),
                malformed("JSON that breaks off", "[{\"embedding\":[0.6,0."),
                malformed("something after the end", FaultRun.GOOD + "x"),
                malformed("two answers", FaultRun.GOOD + FaultRun.GOOD),
                malformed("nesting 100,000 levels deep", "[".repeat(100_000)),
                malformed("number of 10,000 digits", "[{\"embedding\":[" + "1".repeat(10_000) + "]}]"),
                malformed("NaN", "[{\"embedding\":[NaN,0.5]}]"),
                malformed("Infinity", "[{\"embedding\":[Infinity,0.5]}]"),
                malformed("number beyond all bounds", "[{\"embedding\":[1e999,0.5]}]"),
                malformed("number beyond float", "[{\"embedding\":[1e300,0.5]}]"),
                malformed("null for a number", "[{\"embedding\":[null,0.5]}]"),
                malformed("doubled key", "[{\"embedding\":[0.6,0.8],\"embedding\":[1,0]}]"),
                malformed("comment", "[{\"embedding\":[0.6,/* */0.8]}]"),
                malformed("single quotes", "[{'embedding':[0.6,0.8]}]"),
                fault("JSON: invalid UTF-8", connection -> {
                            connection.readRequest();
                            connection.write("HTTP/1.1 " + OK + "\r\nContent-Length: 8\r\n\r\n[{\"\u00c3(\":1");
                            connection.awaitClose();
                        })
                        .lasting(MalformedInferenceResponseException.class, 200, "is malformed"));
    }

    private static Stream<FaultCase> contents() {
        return Stream.of(
                answer("status 204", "204 No Content", "")
                        .lasting(MalformedInferenceResponseException.class, 204, "is no answer"),
                malformed("a word", "\"fine\""),
                malformed("a number", "7"),
                malformed("an object of no known form", "{\"status\":\"fine\"}"),
                malformed("an empty list", "[]"),
                malformed("too many vectors", "[{\"embedding\":[1,0]},{\"embedding\":[0,1]}]"),
                malformed("one vector for each token", "[[[1,0],[0,1],[1,1]]]"),
                malformed("words among numbers", "[{\"embedding\":[1,\"0\"]}]"),
                malformed("an empty vector", "[{\"embedding\":[]}]"));
    }

    private static FaultCase malformed(String name, String body) {
        return answer("JSON: " + name, OK, body)
                .lasting(MalformedInferenceResponseException.class, 200, "is malformed")
                .and(failure -> assertThat(failure).hasMessageContaining("127.0.0.1"));
    }
}
