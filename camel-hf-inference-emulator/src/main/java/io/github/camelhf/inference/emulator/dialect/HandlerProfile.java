package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * The points on which the four-mode handler's published description and its public port disagree. Source: the API page
 * of a SigLIP2 endpoint and its authors' port of the handler, both read 2026-11-20.
 *
 * @param port whether this is the port (true) or the handler that the page describes
 * @param defaultLabels the labels of a zero-shot call that names none; empty means that they are required
 */
public record HandlerProfile(boolean port, List<String> defaultLabels) {
    private static final String MODES = "zero_shot, image_embedding, text_embedding, similarity";
    /** From this length on, a string is taken for a base64 picture. */
    private static final int SHORT_TEXT = 500;

    public HandlerProfile {
        defaultLabels = List.copyOf(defaultLabels);
    }

    /** The handler as its API page describes it. */
    public static HandlerProfile documented() {
        return new HandlerProfile(false, List.of());
    }

    /** The handler as its port behaves. */
    public static HandlerProfile ported() {
        return new HandlerProfile(true, List.of("photo", "illustration", "diagram"));
    }

    /** The mode asked for, or the one that the handler detects when there is none. */
    Mode mode(JsonNode inputs, ObjectNode parameters) {
        JsonNode asked = parameters.get("mode");
        if (asked == null || asked.isNull() || (port && asked.asText().equals("auto"))) {
            return detect(inputs, parameters);
        }
        for (Mode mode : Mode.values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(asked.asText())) {
                return mode;
            }
        }
        throw new RefusedException("Unknown mode: " + asked.asText() + (port ? "" : ". Supported: " + MODES));
    }

    private Mode detect(JsonNode inputs, ObjectNode parameters) {
        boolean images = inputs.has("image") || inputs.has("images");
        boolean texts = inputs.has("text") || inputs.has("texts");
        if (inputs.isObject() && images && (port || texts)) {
            return Mode.SIMILARITY;
        }
        if (parameters.has("candidate_labels")) {
            return Mode.ZERO_SHOT;
        }
        return looksLikeText(inputs) ? Mode.TEXT_EMBEDDING : Mode.IMAGE_EMBEDDING;
    }

    private boolean looksLikeText(JsonNode inputs) {
        if (!inputs.isArray()) {
            return port && isShortText(inputs);
        }
        for (JsonNode input : inputs) {
            if (!isShortText(input)) {
                return false;
            }
        }
        return !inputs.isEmpty();
    }

    private boolean isShortText(JsonNode input) {
        if (!input.isTextual()
                || input.textValue().codePointCount(0, input.textValue().length()) >= SHORT_TEXT) {
            return false;
        }
        String text = input.textValue();
        return !text.startsWith("http") && !(port && text.startsWith("data:"));
    }

    /** How the error about an image of a wrong type starts. */
    String unsupportedImage() {
        return port ? "Unsupported image format: " : "Unsupported image input type: ";
    }

    /** The four things the handler can do. */
    enum Mode {
        ZERO_SHOT,
        IMAGE_EMBEDDING,
        TEXT_EMBEDDING,
        SIMILARITY
    }
}
