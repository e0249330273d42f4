package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /embed} of text-embeddings-inference: {@code [n][D]}, also for one text. The fields {@code inputs},
 * {@code normalize} (true unless set), {@code dimensions} and others stand at top level; every unknown field is passed over,
 * {@code parameters} with all that is in it too. Media types and JSON are read strictly, with refusals in plain text.
 * Thread-safe.
 *
 * <p>Source: its router's source, version 1.9, and its OpenAPI description, read 2026-11-20 and 2026-11-25.
 */
public final class TextEmbeddingsDialect {
    /** The most texts of one request unless the server's {@code --max-client-batch-size} says otherwise. */
    private static final int MAXIMUM_ITEMS = 32;
    /** The longest body in bytes unless the server's {@code --payload-limit} says otherwise. */
    private static final long MAXIMUM_BODY = 2_000_000;
    /** Vectors as a model makes them have no special length; any but 1 shows that they were not normalised. */
    private static final float RAW_LENGTH = 8;

    private final DemonstrationModel model;

    public TextEmbeddingsDialect(DemonstrationModel model) {
        this.model = model;
    }

    /**
     * Answers one call.
     *
     * @param length bytes of the body as it came, which may be more than the call still has of it
     */
    public Answer answer(InferenceCall call, long length) {
        if (!isJson(call.contentType())) {
            return Answer.text(415, "Expected request with `Content-Type: application/json`");
        }
        if (length > MAXIMUM_BODY) {
            return Answer.text(413, "Failed to buffer the request body: length limit exceeded");
        }
        JsonNode request;
        try {
            request = Json.read(call.body());
        } catch (RefusedException e) {
            return Answer.text(400, "Failed to parse the request body as JSON: " + e.getMessage());
        }
        String misshapen = misshapen(request);
        if (misshapen != null) {
            String place = " at line 1 column " + length;
            return Answer.text(422, "Failed to deserialize the JSON body into the target type: " + misshapen + place);
        }
        return embed(request);
    }

    private Answer embed(JsonNode request) {
        List<String> texts = texts(request.path("inputs"));
        int dimensions = request.path("dimensions").asInt(DemonstrationModel.DIMENSIONS);
        if (texts.size() > MAXIMUM_ITEMS) {
            return error(
                    422, "batch size " + texts.size() + " > maximum allowed batch size " + MAXIMUM_ITEMS, "Validation");
        }
        if (texts.isEmpty() || texts.contains("")) {
            return error(400, "`inputs` cannot be empty", "Empty");
        }
        if (dimensions < 1 || dimensions > DemonstrationModel.DIMENSIONS) {
            String bounds = "`dimensions` must be between 1 and " + DemonstrationModel.DIMENSIONS;
            return error(422, bounds, "Validation");
        }
        boolean normalize = request.path("normalize").asBoolean(true);
        ArrayNode vectors = Json.array();
        texts.forEach(text -> vectors.add(vector(text, dimensions, normalize)));
        return Answer.json(200, vectors);
    }

    private ArrayNode vector(String text, int dimensions, boolean normalize) {
        float[] whole = model.text(text);
        double squares = 0;
        for (int i = 0; i < dimensions; i++) {
            squares += (double) whole[i] * whole[i];
        }
        double scale = normalize ? 1 / Math.max(Math.sqrt(squares), 1e-12) : RAW_LENGTH;
        float[] scaled = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            scaled[i] = (float) (whole[i] * scale);
        }
        return Json.vector(scaled);
    }

    private static boolean isJson(@Nullable String contentType) {
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }

    /** What the typed reader of the body says against it, or null. */
    private static @Nullable String misshapen(JsonNode request) {
        if (!request.isObject()) {
            return "expected struct EmbedRequest";
        }
        if (!request.has("inputs")) {
            return "missing field `inputs`";
        }
        if (!isInput(request.path("inputs"))) {
            return "inputs: data did not match any variant of untagged enum Input";
        }
        if (request.has("normalize") && !request.path("normalize").isBoolean()) {
            return "normalize: invalid type, expected a boolean";
        }
        JsonNode dimensions = request.path("dimensions");
        boolean unset = dimensions.isMissingNode() || dimensions.isNull();
        return unset || isCount(dimensions) ? null : "dimensions: invalid type, expected usize";
    }

    private static boolean isCount(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToInt() && number.intValue() >= 0;
    }

    private static boolean isInput(JsonNode inputs) {
        if (inputs.isTextual()) {
            return true;
        }
        boolean texts = inputs.isArray();
        for (JsonNode input : inputs) {
            texts &= input.isTextual();
        }
        return texts;
    }

    private static List<String> texts(JsonNode inputs) {
        List<String> texts = new ArrayList<>();
        if (inputs.isTextual()) {
            texts.add(inputs.textValue());
        }
        inputs.forEach(input -> texts.add(input.textValue()));
        return texts;
    }

    private static Answer error(int status, String text, String type) {
        return Answer.json(status, Json.text("error", text).put("error_type", type));
    }
}
