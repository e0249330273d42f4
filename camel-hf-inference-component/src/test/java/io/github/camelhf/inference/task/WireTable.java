package io.github.camelhf.inference.task;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelhf.inference.answer.ChatAnswer;
import io.github.camelhf.inference.answer.MediaAnswer;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.transport.WireBody;
import io.github.camelhf.inference.transport.WireRequest;
import io.github.camelhf.inference.transport.WireResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What each task sends and gives in each of its dialects, found out by asking it the question of its fixtures. */
public final class WireTable {

    private static final WireRequest SENT = new WireRequest(
            URI.create("https://model.example/"),
            Map.of(),
            null,
            new WireBody(WireBody.JSON, List.of()),
            new WireRequest.Limits(Duration.ofSeconds(1), new ByteSize(1), Duration.ofMinutes(2)));

    private WireTable() {}

    /** In Markdown. */
    public static List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>(
                List.of("| mode | `api` | the plainest question | its answer becomes |", "|---|---|---|---|"));
        for (Task task : Task.values()) {
            for (Dialect dialect : Dialect.values()) {
                if (task.speaks(dialect)) {
                    lines.add(row(WireFolder.of(task, dialect)));
                }
            }
        }
        return lines;
    }

    private static String row(WireFolder wire) throws IOException {
        return "| `" + wire.task().mode() + "` | " + wire.dialect().api() + " | " + question(wire) + " | "
                + result(wire) + " |";
    }

    private static String question(WireFolder wire) throws IOException {
        InferenceRequest request = wire.request(WireFolder.MAPPER.nullNode());
        WireBody body = wire.task().encode(request);
        if (!body.contentType().equals(WireBody.JSON)) {
            return "its bytes as `" + body.contentType() + "`";
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (WireBody.Segment segment : body.segments()) {
            if (segment.base64()) {
                bytes.writeBytes("<base64>".getBytes(StandardCharsets.UTF_8));
            } else {
                try (var in = segment.content().open()) {
                    in.transferTo(bytes);
                }
            }
        }
        JsonNode json = WireFolder.MAPPER.readTree(bytes.toByteArray());
        return "`" + json.toString().replace("|", "\\|") + "`";
    }

    private static String result(WireFolder wire) throws IOException {
        Path answer = wire.own("response-").stream()
                .filter(file -> file.toString().endsWith(".json"))
                .findFirst()
                .orElseThrow();
        String name = answer.getFileName().toString().replaceFirst("response-", "expected-");
        JsonNode expected = WireFolder.json(answer.resolveSibling(name));
        InferenceRequest request = wire.request(expected.path("question"));
        Object result = wire.task()
                .decode(request, SENT, new WireResponse(200, Map.of(), Files.readAllBytes(answer)))
                .get(0);
        if (result instanceof MediaAnswer) {
            return "a stream of bytes";
        }
        Object given = result instanceof ChatAnswer said ? said.content() : result;
        return "`" + given.getClass().getSimpleName() + "`";
    }
}
