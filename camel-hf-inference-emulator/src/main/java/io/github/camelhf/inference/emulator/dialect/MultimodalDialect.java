package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The four-mode dialect at the root of a dedicated endpoint: zero-shot, image embedding, text embedding and similarity in
 * one handler, behind the toolkit's rules for media types or, as a port, behind FastAPI's. Thread-safe.
 */
public final class MultimodalDialect {
    private final DemonstrationModel model;
    private final Pictures pictures;
    private final HandlerProfile profile;
    private final HandlerErrors errors;

    public MultimodalDialect(
            DemonstrationModel model, PictureSource source, HandlerProfile profile, HandlerErrors errors) {
        this.model = model;
        this.pictures = new Pictures(model, source);
        this.profile = profile;
        this.errors = errors;
    }

    /** Answers one call; refusals become error answers. */
    public Answer answer(InferenceCall call) {
        try {
            ObjectNode data = call.data("custom-image");
            JsonNode body;
            try {
                body = handle(data);
            } catch (RefusedException e) {
                return errors.answer(e);
            }
            return Answer.right(call, body);
        } catch (RefusedException e) {
            return errors.answerAround(e);
        }
    }

    private JsonNode handle(ObjectNode data) {
        JsonNode inputs = data.get("inputs");
        ObjectNode parameters = data.get("parameters") instanceof ObjectNode object ? object : Json.object();
        return switch (profile.mode(inputs, parameters)) {
            case ZERO_SHOT -> zeroShot(inputs, parameters);
            case IMAGE_EMBEDDING -> embeddings(images(inputs));
            case TEXT_EMBEDDING -> embeddings(texts(inputs));
            case SIMILARITY -> similarity(inputs);
        };
    }

    private JsonNode zeroShot(JsonNode inputs, ObjectNode parameters) {
        List<String> asked = ZeroShot.labels(parameters.path("candidate_labels"));
        List<String> labels = asked.isEmpty() ? profile.defaultLabels() : asked;
        if (labels.isEmpty()) {
            throw new RefusedException("candidate_labels is required for zero-shot classification");
        }
        List<float[]> vectors = labels.stream().map(model::text).toList();
        ArrayNode results = Json.array();
        for (float[] image : images(inputs)) {
            results.add(new Scores(labels, scores(image, vectors)).bestFirst(labels.size()));
        }
        boolean flat = !inputs.isArray() || (profile.port() && results.size() == 1);
        return flat ? results.get(0) : results;
    }

    private double[] scores(float[] image, List<float[]> labels) {
        if (!profile.port()) {
            return model.zeroShot(image, labels);
        }
        // The port forgets the logit scale, which leaves all labels nearly equal.
        double[] powers = labels.stream()
                .mapToDouble(label -> Math.exp(model.cosine(image, label)))
                .toArray();
        double sum = 0;
        for (double power : powers) {
            sum += power;
        }
        for (int i = 0; i < powers.length; i++) {
            powers[i] /= sum;
        }
        return powers;
    }

    private JsonNode similarity(JsonNode inputs) {
        if (!inputs.isObject()) {
            throw new RefusedException(
                    "similarity needs inputs with image(s) and text(s), got " + Json.pythonClass(inputs));
        }
        List<float[]> images = images(either(inputs, "images", "image"));
        List<float[]> texts = texts(either(inputs, "texts", "text"));
        ObjectNode answer = Json.object();
        ArrayNode rows = answer.putArray("similarity_scores");
        for (float[] image : images) {
            ArrayNode row = rows.addArray();
            texts.forEach(text -> row.add(model.cosine(image, text)));
        }
        return answer.put("image_count", images.size()).put("text_count", texts.size());
    }

    private static JsonNode either(JsonNode inputs, String first, String second) {
        return inputs.has(first) ? inputs.path(first) : inputs.path(second);
    }

    private static JsonNode embeddings(List<float[]> vectors) {
        ArrayNode list = Json.array();
        vectors.forEach(vector -> list.addObject().set("embedding", Json.vector(vector)));
        return list;
    }

    private List<float[]> images(JsonNode inputs) {
        return all(inputs)
                .map(input -> pictures.inHandler(input, profile.port(), profile.unsupportedImage()))
                .toList();
    }

    private List<float[]> texts(JsonNode inputs) {
        return all(inputs).map(MultimodalDialect::text).map(model::text).toList();
    }

    private static Stream<JsonNode> all(JsonNode inputs) {
        if (inputs.isArray() && inputs.isEmpty()) {
            throw new RefusedException("inputs is an empty list");
        }
        return inputs.isArray() ? StreamSupport.stream(inputs.spliterator(), false) : Stream.of(inputs);
    }

    private static String text(JsonNode input) {
        if (!input.isTextual()) {
            throw new RefusedException("Unsupported text input type: " + Json.pythonClass(input));
        }
        return input.textValue();
    }
}
