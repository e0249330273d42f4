package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** How OpenAI-style servers take a body and refuse it: {@code {"error": {"message", "type", "param", "code"}}}. */
final class OpenAiErrors {

    private OpenAiErrors() {}

    /**
     * What the dialect answers to the body of a call, or why it does not.
     *
     * @param dialect from the body and the model's name to an answer, or to a {@link RefusedException}
     */
    static Answer answered(InferenceCall call, BiFunction<ObjectNode, String, ObjectNode> dialect) {
        if (call.contentType() == null
                || !call.contentType().toLowerCase(Locale.ROOT).startsWith("application/json")) {
            return error(415, "Unsupported Media Type: Only 'application/json' is allowed", null);
        }
        try {
            if (!(Json.read(call.body()) instanceof ObjectNode request)) {
                throw new RefusedException("We could not parse the JSON body of your request: expected an object");
            }
            String name = request.path("model").asText("demonstration");
            if (name.contains("does-not-exist")) {
                return error(404, "The model `" + name + "` does not exist.", "model");
            }
            return Answer.json(200, dialect.apply(request, name));
        } catch (RefusedException e) {
            return error(400, String.valueOf(e.getMessage()), null);
        }
    }

    /** Any other field is refused, as the strictest of the servers does. */
    static void requireKnown(ObjectNode request, Set<String> known) {
        request.properties().forEach(field -> {
            if (!known.contains(field.getKey())) {
                throw new RefusedException("Unrecognized request argument supplied: " + field.getKey());
            }
        });
    }

    private static Answer error(int status, String message, @Nullable String param) {
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("message", message)
                .put("type", "invalid_request_error")
                .put("param", param)
                .putNull("code");
        return Answer.json(status, body);
    }
}
