package io.github.camelhf.inference.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.transport.WireBody;
import io.github.camelhf.inference.transport.WireRequest;
import io.github.camelhf.inference.transport.WireResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Holds every task in every dialect to its fixtures: what it sends, what it reads, what it refuses. */
class TaskContractTest {

    private static final WireRequest SENT = new WireRequest(
            URI.create("https://model.example/"),
            Map.of(),
            "hf_abcdefghijklmnop",
            new WireBody(WireBody.JSON, List.of()),
            new WireRequest.Limits(Duration.ofSeconds(1), new ByteSize(1), Duration.ofMinutes(2)));

    @TestFactory
    Stream<DynamicNode> everyTaskInEveryDialect() {
        return Stream.of(Task.values())
                .flatMap(task -> Stream.of(Dialect.values())
                        .filter(task::speaks)
                        .map(dialect -> dynamicContainer(task.mode() + " in " + dialect, cases(task, dialect))));
    }

    private static List<DynamicNode> cases(Task task, Dialect dialect) {
        WireFolder wire = WireFolder.of(task, dialect);
        List<DynamicNode> cases = new ArrayList<>();
        cases.add(dynamicTest("has its own fixtures", () -> {
            assertThat(wire.own("request")).as("requests").hasSizeGreaterThanOrEqualTo(2);
            assertThat(wire.own("response-")).as("answers").hasSizeGreaterThanOrEqualTo(2);
            assertThat(wire.own("malformed-")).as("malformed answers").hasSizeGreaterThanOrEqualTo(2);
            assertThat(wire.all("response-")).hasSameSizeAs(wire.all("expected-"));
        }));
        for (Path file : wire.own("request")) {
            cases.add(dynamicTest("sends " + file.getFileName(), () -> sends(wire, file)));
        }
        for (Path file : wire.all("response-")) {
            cases.add(dynamicTest("reads " + file.getFileName(), () -> reads(wire, file)));
        }
        for (Path file : wire.all("malformed-")) {
            cases.add(dynamicTest("refuses " + file.getFileName(), () -> refuses(wire, file)));
        }
        return cases;
    }

    private static void sends(WireFolder wire, Path file) throws IOException {
        if (file.toString().endsWith(".txt")) {
            String[] parts = Files.readString(file).split("\n\n", 2);
            WireBody body = wire.task().encode(wire.request(WireFolder.MAPPER.nullNode()));
            assertThat("content-type: " + body.contentType()).isEqualTo(parts[0]);
            assertThat(new String(written(body), StandardCharsets.UTF_8)).isEqualTo(parts[1]);
            return;
        }
        JsonNode fixture = WireFolder.json(file);
        assertThat(fixture.path("source").asText()).isNotBlank();
        WireBody body = wire.task().encode(wire.request(fixture.path("question")));
        assertThat(body.contentType()).isEqualTo("application/json");
        assertThat(WireFolder.MAPPER.readTree(written(body))).isEqualTo(fixture.get("body"));
    }

    /** The body as a connection would get it, which must be as long as it was announced. */
    private static byte[] written(WireBody body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (WireBody.Segment segment : body.segments()) {
            try (InputStream in = segment.content().open()) {
                byte[] content = in.readAllBytes();
                bytes.write(segment.base64() ? Base64.getEncoder().encode(content) : content);
            }
        }
        assertThat(body.length()).isEqualTo(bytes.size());
        return bytes.toByteArray();
    }

    private static void reads(WireFolder wire, Path file) throws IOException {
        String name = file.getFileName()
                .toString()
                .replaceFirst("response-", "expected-")
                .replaceFirst("\\.txt$", ".json");
        JsonNode expected = WireFolder.json(file.resolveSibling(name));
        assertThat(expected.path("source").asText()).isNotBlank();
        InferenceRequest request = wire.request(expected.path("question"));
        List<?> results = wire.task().decode(request, SENT, answer(file));
        assertThat(results).hasSize(request.resultCount());
        String json = WireFolder.MAPPER.writeValueAsString(results);
        assertThat(WireFolder.MAPPER.readTree(json)).isEqualTo(expected.get("result"));
    }

    private static void refuses(WireFolder wire, Path file) {
        JsonNode fixture = WireFolder.json(file);
        assertThat(fixture.path("source").asText()).isNotBlank();
        InferenceRequest request = wire.request(fixture.path("question"));
        WireResponse answer = fixture.has("bytes")
                ? media(
                        fixture.get("contentType").asText(),
                        fixture.get("bytes").asText())
                : answer(fixture.get("answer").asText().getBytes(StandardCharsets.UTF_8));
        Throwable failure = catchThrowable(() -> wire.task().decode(request, SENT, answer));
        assertThat(failure)
                .isInstanceOf(HfInferenceException.class)
                .hasMessageContainingAll("model.example", fixture.get("message").asText());
        assertThat(failure.getClass().getSimpleName())
                .isEqualTo(fixture.get("exception").asText());
        assertThat(((HfInferenceException) failure).getStatusCode()).isEqualTo(200);
        assertThat(((HfInferenceException) failure).getRequestId()).isEqualTo("r-1");
        assertThat(failure.getMessage()).hasSizeLessThan(600).doesNotContainPattern("\\p{Cc}");
    }

    private static WireResponse answer(Path file) throws IOException {
        if (file.toString().endsWith(".json")) {
            return answer(Files.readAllBytes(file));
        }
        String[] parts = Files.readString(file).split("\n\n", 2);
        return media(parts[0].replace("content-type: ", ""), parts[1]);
    }

    /** As the transport hands it on where the request asks for it. */
    private static WireResponse media(String contentType, String base64) {
        Content content = Content.of(Base64.getDecoder().decode(base64));
        return new WireResponse(200, Map.of("x-request-id", "r-1", "content-type", contentType), new byte[0], content);
    }

    private static WireResponse answer(byte[] body) {
        return new WireResponse(200, Map.of("x-request-id", "r-1", "content-type", "text/html"), body);
    }
}
