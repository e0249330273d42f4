package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a chat request says: the texts of its user, the last one apart, and the pictures.
 *
 * @param last     the last thing that the user said
 * @param texts    all that was said, whoever said it
 * @param pictures of all turns
 */
record ChatTurns(String last, String texts, List<JsonNode> pictures) {

    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant");

    ChatTurns {
        pictures = List.copyOf(pictures);
    }

    static ChatTurns of(JsonNode messages) {
        if (!messages.isArray() || messages.isEmpty()) {
            throw new RefusedException("Invalid 'messages': expected an array with at least one message");
        }
        StringBuilder all = new StringBuilder();
        List<JsonNode> pictures = new ArrayList<>();
        String last = "";
        for (JsonNode message : messages) {
            String role = message.path("role").asText();
            if (!ROLES.contains(role)) {
                throw new RefusedException("Invalid value: '" + role + "'. Supported values are: 'system', 'developer',"
                        + " 'user', 'assistant'.");
            }
            String text = text(message.path("content"), pictures);
            all.append(text).append('\n');
            last = role.equals("user") ? text : last;
        }
        return new ChatTurns(last, all.toString(), pictures);
    }

    private static String text(JsonNode content, List<JsonNode> pictures) {
        if (content.isTextual()) {
            return content.textValue();
        }
        if (!content.isArray() || content.isEmpty()) {
            throw new RefusedException("Invalid value for 'content': expected a string or an array of parts, got "
                    + Json.pythonName(content));
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            switch (part.path("type").asText()) {
                case "text" -> text.append(part.path("text").asText()).append('\n');
                case "image_url" -> pictures.add(picture(part.path("image_url").path("url")));
                default ->
                    throw new RefusedException("Invalid value: '"
                            + part.path("type").asText() + "'. Supported values are: 'text', 'image_url'.");
            }
        }
        return text.toString();
    }

    /** Bare base64 is no URL, and so is refused, as the servers do it. */
    private static JsonNode picture(JsonNode url) {
        if (!(url instanceof TextNode text)
                || !(Pictures.isUrl(text.textValue())
                        || text.textValue().matches("(?s)data:image/[\\w.+-]+;base64,.+"))) {
            throw new RefusedException("Invalid 'image_url.url': expected an http(s) URL or a data URI of base64");
        }
        return url;
    }

    /** Stands for the tokens that a real server counts. */
    int words() {
        return texts.isBlank() ? 0 : texts.trim().split("\\s+").length;
    }
}
