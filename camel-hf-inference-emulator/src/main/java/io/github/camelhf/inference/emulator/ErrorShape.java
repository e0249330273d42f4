package io.github.camelhf.inference.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelhf.inference.emulator.dialect.Json;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The body forms in which servers on this protocol report an error. Source: recorded answers of the hosted service,
 * text-embeddings-inference, api-inference-community and FastAPI ports, collected 2026-11-20.
 */
public enum ErrorShape {
    /** {@code {"error": text}}. */
    ERROR_STRING,
    /** {@code {"error": [text]}}. */
    ERROR_LIST,
    /** {@code {"error": [text], "warnings": [text]}}. */
    ERROR_WITH_WARNINGS,
    /** {@code {"error": text, "error_type": "Backend"}}. */
    ERROR_TYPE,
    /** {@code {"error": "invalid_request", "error_description": text}}. */
    ERROR_DESCRIPTION,
    /** {@code {"error": {"message": text, "type": "server_error", "param": null, "code": null}}}. */
    NESTED_ERROR,
    /** {@code {"errors": [{"message": text}]}}. */
    ERRORS,
    /** {@code {"message": text, "http_status_code": status}}. */
    MESSAGE,
    /** {@code {"object": "error", "message": text}}. */
    OBJECT_ERROR,
    /** {@code {"detail": text}}. */
    DETAIL,
    /** {@code {"detail": [{"loc": ["body", "inputs"], "msg": text, "type": "value_error"}]}}. */
    DETAIL_LIST,
    /** {@code application/problem+json} with title, status and detail. */
    PROBLEM,
    /** {@code text/plain}. */
    TEXT,
    /** An HTML page whose title is the text. */
    HTML,
    /** No body. */
    EMPTY,
    /** No body; the text is in {@code X-Error-Message}. */
    HEADER_ONLY;

    /** The content type of this form, or null where there is no body. */
    @Nullable
    String contentType() {
        return switch (this) {
            case PROBLEM -> "application/problem+json";
            case TEXT -> "text/plain; charset=utf-8";
            case HTML -> "text/html; charset=utf-8";
            case EMPTY, HEADER_ONLY -> null;
            default -> "application/json";
        };
    }

    byte[] body(int status, String text) {
        return switch (this) {
            case TEXT -> text.getBytes(StandardCharsets.UTF_8);
            case HTML -> html(text).getBytes(StandardCharsets.UTF_8);
            case EMPTY, HEADER_ONLY -> new byte[0];
            default -> Json.write(json(status, text));
        };
    }

    private JsonNode json(int status, String text) {
        ObjectNode json = Json.object();
        switch (this) {
            case ERROR_LIST -> json.putArray("error").add(text);
            case ERROR_WITH_WARNINGS -> {
                json.putArray("error").add(text);
                json.putArray("warnings").add("There was an inference error: " + text);
            }
            case ERROR_TYPE -> json.put("error", text).put("error_type", "Backend");
            case ERROR_DESCRIPTION -> json.put("error", "invalid_request").put("error_description", text);
            case NESTED_ERROR ->
                json.putObject("error")
                        .put("message", text)
                        .put("type", "server_error")
                        .putNull("param")
                        .putNull("code");
            case ERRORS -> json.putArray("errors").addObject().put("message", text);
            case MESSAGE -> json.put("message", text).put("http_status_code", status);
            case OBJECT_ERROR -> json.put("object", "error").put("message", text);
            case DETAIL -> json.put("detail", text);
            case DETAIL_LIST -> {
                ObjectNode detail = json.putArray("detail").addObject();
                detail.putArray("loc").add("body").add("inputs");
                detail.put("msg", text).put("type", "value_error");
            }
            case PROBLEM -> json.put("title", "Error").put("status", status).put("detail", text);
            default -> json.put("error", text);
        }
        return json;
    }

    private static String html(String title) {
        return "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title
                + "</h1></center>\r\n<hr><center>gateway</center>\r\n</body>\r\n</html>\r\n";
    }

    /** The name used in JSON: lower case with hyphens. */
    String jsonName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
