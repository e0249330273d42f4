package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call as the dialects see it: which server and model, the two headers that matter, the query and the body.
 *
 * @param family how strictly the headers are read
 * @param model the Hub id from the path; empty at the root of a dedicated endpoint
 * @param task the tag from {@code /pipeline/{task}}, or null when the path has none
 * @param contentType the header as it came, or null
 * @param accept the header as it came, or null
 * @param query the parameters of the query string
 * @param body the body's bytes; long strings that hold no picture may have been cut
 */
@SuppressWarnings("ArrayRecordComponent") // passed along, never compared
public record InferenceCall(
        ServerFamily family,
        String model,
        @Nullable String task,
        @Nullable String contentType,
        @Nullable String accept,
        Map<String, String> query,
        byte[] body) {
    private static final String NO_OBJECT = "value is not a valid dict";

    /**
     * Reads the body into the object that handlers get: {@code inputs}, and {@code parameters} from the body or else
     * from the query string. A raw picture becomes a binary {@code inputs}.
     *
     * @throws RefusedException for a content type, a syntax or a shape that the server does not take
     */
    ObjectNode data(String taskTag) {
        ServerFamily.BodyKind kind = family.bodyKind(contentType, taskTag);
        if (family == ServerFamily.FASTAPI) {
            return model(kind);
        }
        ObjectNode data = kind == ServerFamily.BodyKind.BINARY ? raw() : json();
        if (!query.isEmpty() && !data.has("parameters")) {
            data.set("parameters", queryParameters());
        }
        return data;
    }

    /**
     * {@code inputs}, or the fields beside it where a client of the hosted service sends it as null. Source: recorded calls of
     * huggingface_hub, 2025-03-21.
     */
    JsonNode fields(JsonNode inputs, PipelineTask task) {
        return inputs.isNull() && family == ServerFamily.HOSTED ? data(task.tag()) : inputs;
    }

    private ObjectNode raw() {
        ObjectNode data = Json.object();
        data.set("inputs", BinaryNode.valueOf(body));
        return data;
    }

    private ObjectNode json() {
        JsonNode document = Json.read(body);
        if (document instanceof ObjectNode data && data.has("inputs")) {
            return data;
        }
        throw new RefusedException("Body needs to provide a inputs key, received: b'"
                + new String(Json.write(document), StandardCharsets.UTF_8) + "'");
    }

    /** The body as FastAPI checks it against the handler's model; texts and types are those of pydantic 1. */
    private ObjectNode model(ServerFamily.BodyKind kind) {
        JsonNode document;
        try {
            document = kind == ServerFamily.BodyKind.BINARY ? BinaryNode.valueOf(body) : Json.read(body);
        } catch (RefusedException e) {
            throw new MisshapenException("", "Expecting value: line 1 column 1 (char 0)", "value_error.jsondecode");
        }
        if (!(document instanceof ObjectNode data)) {
            throw new MisshapenException("", NO_OBJECT, "type_error.dict");
        }
        if (!data.has("inputs")) {
            throw new MisshapenException("inputs", "field required", "value_error.missing");
        }
        if (data.hasNonNull("parameters") && !data.path("parameters").isObject()) {
            throw new MisshapenException("parameters", NO_OBJECT, "type_error.dict");
        }
        return data;
    }

    /** Only all-digit values and true or false change their type; {@code 0.5} stays a string, as on the toolkit. */
    private ObjectNode queryParameters() {
        ObjectNode parameters = Json.object();
        query.forEach((name, value) -> {
            if (value.matches("\\d{1,9}")) {
                parameters.put(name, Integer.parseInt(value));
            } else if (value.equals("true") || value.equals("false")) {
                parameters.put(name, Boolean.parseBoolean(value));
            } else {
                parameters.put(name, value);
            }
        });
        return parameters;
    }
}
