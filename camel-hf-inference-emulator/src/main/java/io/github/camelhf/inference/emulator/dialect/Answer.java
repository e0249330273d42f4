package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;

/** What a dialect answers: always JSON, under the content type that the server's {@code Accept} rule gives. */
public record Answer(int status, String contentType, JsonNode body) {

    static final String JSON = "application/json";

    /** A JSON answer under the plain content type. */
    public static Answer json(int status, JsonNode body) {
        return new Answer(status, JSON, body);
    }

    /** The toolkit's error form: {@code {"error": text}}. */
    public static Answer error(int status, String text) {
        return json(status, Json.text("error", text));
    }
}
