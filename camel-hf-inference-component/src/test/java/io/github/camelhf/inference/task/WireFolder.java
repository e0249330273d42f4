package io.github.camelhf.inference.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelhf.inference.answer.AnswerSchema;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.input.Image;
import io.github.camelhf.inference.input.Sound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The fixtures of one task in one dialect; src/test/resources/wire/README.md describes the files. */
record WireFolder(Task task, Dialect dialect, Path folder, ObjectNode question) {

    static final ObjectMapper MAPPER = new ObjectMapper();

    static WireFolder of(Task task, Dialect dialect) {
        String name = task.mode() + "/" + dialect.name().toLowerCase(Locale.ROOT);
        URL marker = WireFolder.class.getResource("/wire/" + name + "/question.json");
        if (marker == null) {
            throw new AssertionError("no fixtures for " + task + " in " + dialect + ": add src/test/resources/wire/"
                    + name + "/question.json and what its README asks for");
        }
        try {
            Path question = Path.of(marker.toURI());
            return new WireFolder(task, dialect, question.resolveSibling("."), (ObjectNode) json(question));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(Path file) {
        try {
            return MAPPER.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /** The task's own files whose names begin so, in order. */
    List<Path> own(String prefix) {
        return list(folder, prefix);
    }

    /** The same with those that it shares with other tasks. */
    List<Path> all(String prefix) {
        List<Path> files = new ArrayList<>(own(prefix));
        for (JsonNode shared : question.path("shared")) {
            files.addAll(list(folder.resolve("../../shared").resolve(shared.asText()), prefix));
        }
        for (JsonNode name : question.path("except")) {
            files.removeIf(file -> file.endsWith(name.asText() + ".json"));
        }
        return files;
    }

    private static List<Path> list(Path folder, String prefix) {
        try (Stream<Path> files = Files.list(folder.normalize())) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is asked when a file says this much else of it. */
    InferenceRequest request(JsonNode differences) {
        ObjectNode all = question.deepCopy();
        if (differences instanceof ObjectNode fields) {
            all.setAll(fields);
        }
        boolean ofTexts = !task.takes().pictures();
        List<Image> images = new ArrayList<>();
        for (String picture : texts(all, !ofTexts && all.has("inputs") ? "inputs" : "images")) {
            images.add(new Image.Picture(Content.of(picture.getBytes(StandardCharsets.UTF_8)), "image/png"));
        }
        texts(all, "links").forEach(link -> images.add(new Image.Link(URI.create(link))));
        return Asked.in(task, dialect)
                .model(all.has("model") ? all.get("model").asText() : null)
                .images(images)
                .texts(texts(all, ofTexts && all.has("inputs") ? "inputs" : "texts"))
                .labels(texts(all, "labels"))
                .question(all.has("question") ? all.get("question").asText() : null)
                .topK(all.has("topK") ? all.get("topK").intValue() : null)
                .parameters(parameters(all.path("parameters")))
                .table(table(all.path("table")))
                .chat(chat(all.path("chat")))
                .asList(all.path("list").asBoolean())
                .sound(sound(all.path("sound")))
                .request();
    }

    private static Sound sound(JsonNode text) {
        return text.isMissingNode()
                ? null
                : new Sound(Content.of(text.asText().getBytes(StandardCharsets.UTF_8)), "audio/flac");
    }

    private static Conversation chat(JsonNode chat) {
        if (chat.isMissingNode()) {
            return null;
        }
        List<Conversation.Turn> turns = new ArrayList<>();
        for (JsonNode turn : chat.path("turns")) {
            List<Conversation.Part> parts = new ArrayList<>();
            turn.path("parts").forEach(part -> parts.add(part(part)));
            turns.add(new Conversation.Turn(turn.path("role").asText(), parts));
        }
        JsonNode schema = chat.path("schema");
        return new Conversation(turns, schema.isMissingNode() ? null : AnswerSchema.parse(schema.toString()));
    }

    private static Conversation.Part part(JsonNode part) {
        if (part.has("text")) {
            return new Conversation.Text(part.get("text").asText());
        }
        if (part.has("link")) {
            return new Conversation.Picture(
                    new Image.Link(URI.create(part.get("link").asText())));
        }
        byte[] bytes = part.get("picture").asText().getBytes(StandardCharsets.UTF_8);
        return new Conversation.Picture(new Image.Picture(Content.of(bytes), "image/png"));
    }

    /** The first row holds the names of the columns. */
    private static Table table(JsonNode rows) {
        if (rows.isMissingNode()) {
            return null;
        }
        List<List<String>> all = new ArrayList<>();
        rows.forEach(row -> {
            List<String> cells = new ArrayList<>();
            row.forEach(cell -> cells.add(cell.asText()));
            all.add(cells);
        });
        return new Table(all.get(0), all.subList(1, all.size()));
    }

    private static List<String> texts(JsonNode node, String name) {
        return StreamSupport.stream(node.path(name).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @SuppressWarnings("unchecked") // Jackson makes a map with text keys of every object
    private static Map<String, Object> parameters(JsonNode node) {
        return node.isMissingNode() ? Map.of() : MAPPER.convertValue(node, Map.class);
    }
}
