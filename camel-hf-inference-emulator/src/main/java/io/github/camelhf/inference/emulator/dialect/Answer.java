package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** What a dialect answers: mostly JSON, under the content type that the server's {@code Accept} rule gives. */
@SuppressWarnings("ArrayRecordComponent") // passed along, never compared
public record Answer(int status, String contentType, byte[] body) {
    static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";

    /** A JSON answer under the plain content type. */
    public static Answer json(int status, JsonNode body) {
        return new Answer(status, JSON, Json.write(body));
    }

    /** The toolkit's error form: {@code {"error": text}}. */
    public static Answer error(int status, String text) {
        return json(status, Json.text("error", text));
    }

    /** Plain text, as web frameworks answer where the application has no say. */
    public static Answer text(int status, String text) {
        return new Answer(status, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The answer to a call that went well, under the type that the client accepts. */
    static Answer right(InferenceCall call, JsonNode body) {
        return new Answer(200, call.family().answerType(call.accept()), Json.write(body));
    }
}
