package io.github.camelhf.inference.transport;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * What an error answer says, found in every body shape that the known servers use. Sources: recorded answers of the hosted
 * service, the Inference Toolkit, Text Embeddings Inference, FastAPI and gateway pages, read 2026-11-20.
 *
 * @param text          the server's words, neither bounded nor cleaned yet; empty when it said nothing
 * @param estimatedTime seconds until a loading model is ready, as the server guesses
 */
record ErrorBody(String text, OptionalDouble estimatedTime) {

    /** Known bodies nest 3 deep; a hostile one must not exhaust the stack of an I/O thread. */
    private static final ObjectMapper MAPPER = new ObjectMapper(new JsonFactoryBuilder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(50).build())
            .build());

    private static final List<String> TEXT_KEYS = List.of("error", "errors", "message", "msg", "detail", "title");
    private static final Pattern TITLE =
            Pattern.compile("<title[^>]*>(.*?)</title>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    /** Reads whatever came; never fails. */
    static ErrorBody of(WireResponse response) {
        String body = response.isCompressed() ? "" : new String(response.body(), StandardCharsets.UTF_8).trim();
        if (body.startsWith("{") || body.startsWith("[") || body.startsWith("\"")) {
            try {
                return of(MAPPER.readTree(body));
            } catch (JsonProcessingException e) {
                // Cut, or not JSON after all: its text is better than nothing.
                return new ErrorBody(body, OptionalDouble.empty());
            }
        }
        String text = body.startsWith("<") ? page(body) : body;
        return new ErrorBody(
                text.isEmpty() ? response.header("x-error-message").orElse("") : text, OptionalDouble.empty());
    }

    private static ErrorBody of(JsonNode json) {
        Set<String> parts = new LinkedHashSet<>();
        parts.add(main(json));
        if (json.path("error").isTextual()) {
            // Spring's servers call the status "error" and put what happened under "message".
            parts.add(plain(json.path("message")));
        }
        parts.add(plain(json.path("error_description")));
        parts.add(plain(json.path("warnings")));
        String text =
                String.join("; ", parts.stream().filter(part -> !part.isBlank()).toList());
        JsonNode time = json.path("estimated_time");
        return new ErrorBody(text, time.isNumber() ? OptionalDouble.of(time.doubleValue()) : OptionalDouble.empty());
    }

    private static String main(JsonNode json) {
        if (!json.isObject()) {
            return plain(json);
        }
        for (String key : TEXT_KEYS) {
            String text = plain(json.path(key));
            if (!text.isBlank()) {
                return text;
            }
        }
        return "";
    }

    /** A string, the parts of a list, or what an object calls its message. */
    private static String plain(JsonNode node) {
        if (node.isArray()) {
            return joined(node);
        }
        if (node.isObject()) {
            String place = location(node.path("loc"));
            String message = main(node);
            if (message.isEmpty()) {
                message = joined(node);
            }
            return place.isEmpty() ? message : place + ": " + message;
        }
        return node.isTextual() ? node.asText() : "";
    }

    private static String joined(JsonNode container) {
        return String.join(
                "; ",
                StreamSupport.stream(container.spliterator(), false)
                        .map(ErrorBody::plain)
                        .filter(part -> !part.isBlank())
                        .toList());
    }

    /** FastAPI names the place of a validation error as a list of keys. */
    private static String location(JsonNode place) {
        return String.join(
                ".",
                StreamSupport.stream(place.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
    }

    private static String page(String html) {
        Matcher title = TITLE.matcher(html);
        String text = title.find() ? title.group(1) : html;
        return TAG.matcher(text).replaceAll(" ").trim();
    }
}
