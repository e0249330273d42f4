package io.github.camelhf.inference.transport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.StringJoiner;

/**
 * The words in an error object, put together while it is read, once and without recursion: what an object or a list says is known
 * when it ends, and goes to whatever holds it.
 */
final class ErrorJson {

    /** Known bodies nest 3 deep. */
    private static final int MAX_DEPTH = 50;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    /** Under these a server says what happened; the first that says something counts. */
    private static final List<String> MAIN = List.of("error", "errors", "message", "msg", "detail", "title");

    /** FastAPI names the place of a validation error as a list of keys. */
    private static final String PLACE = "loc";

    private static final Set<String> KNOWN =
            Set.of("error", "errors", "message", "msg", "detail", "title", "error_description", "warnings", PLACE);

    private final JsonParser parser;
    private final Deque<Part> open = new ArrayDeque<>();
    private OptionalDouble estimatedTime = OptionalDouble.empty();
    private boolean errorIsText;

    private ErrorJson(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Reads the first value in the text.
     *
     * @throws IOException when it is no JSON or nests too deep
     */
    static ErrorBody read(String json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return new ErrorJson(parser).read();
        }
    }

    private ErrorBody read() throws IOException {
        Part root = new Part(false);
        open.push(root);
        do {
            take(parser.nextToken());
        } while (open.size() > 1);
        return new ErrorBody(root.all.toString(), estimatedTime, false);
    }

    private void take(JsonToken token) throws IOException {
        Part part = open.element();
        switch (token) {
            case START_OBJECT, START_ARRAY -> open.push(new Part(part.key.equals(PLACE)));
            case END_OBJECT, END_ARRAY -> {
                open.pop();
                open.element().add(open.size() == 1 && token == JsonToken.END_OBJECT ? summary(part) : part.text());
            }
            case FIELD_NAME -> part.key = parser.currentName();
            case VALUE_STRING -> {
                errorIsText |= isField("error");
                part.add(parser.getText());
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                if (isField("estimated_time")) {
                    estimatedTime = OptionalDouble.of(parser.getDoubleValue());
                }
                if (part.place) {
                    part.add(parser.getText());
                }
            }
            default -> {
                // Says nothing.
            }
        }
    }

    /** Whether the value is that of a field of the outermost object. */
    private boolean isField(String key) {
        return open.size() == 2 && open.element().key.equals(key);
    }

    /** Of the outermost object, where more than one field can add to what is said. */
    private String summary(Part root) {
        Set<String> said = new LinkedHashSet<>();
        said.add(root.main());
        if (errorIsText) {
            // Spring's servers call the status "error" and put what happened under "message".
            said.add(root.named("message"));
        }
        said.add(root.named("error_description"));
        said.add(root.named("warnings"));
        said.remove("");
        return String.join("; ", said);
    }

    /** An object or a list that has not ended yet. */
    private static final class Part {

        private final boolean place;
        private final StringJoiner all;
        private final Map<String, String> named = new HashMap<>();
        private String key = "";

        Part(boolean place) {
            this.place = place;
            this.all = new StringJoiner(place ? "." : "; ");
        }

        void add(String text) {
            if (text.isBlank()) {
                return;
            }
            if (KNOWN.contains(key)) {
                named.putIfAbsent(key, text);
            }
            if (!key.equals(PLACE)) {
                all.add(text);
            }
        }

        String named(String name) {
            return named.getOrDefault(name, "");
        }

        String main() {
            return MAIN.stream()
                    .map(this::named)
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse("");
        }

        /** What an object calls its message, or everything in it. */
        String text() {
            String main = main();
            String message = main.isEmpty() ? all.toString() : main;
            return named.containsKey(PLACE) ? named(PLACE) + ": " + message : message;
        }
    }
}
