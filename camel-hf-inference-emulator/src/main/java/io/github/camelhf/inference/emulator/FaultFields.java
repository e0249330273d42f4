package io.github.camelhf.inference.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelhf.inference.emulator.dialect.RefusedException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a fault's JSON, each with a default, and an error that names the field when it has a wrong type. */
record FaultFields(JsonNode json) {

    boolean has(String field) {
        return json.hasNonNull(field);
    }

    String text(String field, String otherwise) {
        return has(field) ? json.path(field).asText() : otherwise;
    }

    int number(String field, int otherwise) {
        if (has(field) && !json.path(field).isInt()) {
            throw wrong(field, "a whole number");
        }
        return json.path(field).asInt(otherwise);
    }

    double decimal(String field, double otherwise) {
        if (has(field) && !json.path(field).isNumber()) {
            throw wrong(field, "a number");
        }
        return json.path(field).asDouble(otherwise);
    }

    /** A duration such as {@code 50ms} or {@code 2s}; a plain number is milliseconds. */
    Duration duration(String field, Duration otherwise) {
        try {
            return has(field) ? Durations.parse(json.path(field).asText()) : otherwise;
        } catch (IllegalArgumentException e) {
            throw new RefusedException(field + ": " + e.getMessage());
        }
    }

    ErrorShape shape(ErrorShape otherwise) {
        for (ErrorShape shape : ErrorShape.values()) {
            if (shape.jsonName().equals(text("shape", otherwise.jsonName()))) {
                return shape;
            }
        }
        StringBuilder names = new StringBuilder("one of");
        for (ErrorShape shape : ErrorShape.values()) {
            names.append(' ').append(shape.jsonName());
        }
        throw wrong("shape", names.toString());
    }

    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        json.path("headers")
                .properties()
                .forEach(entry -> headers.put(entry.getKey(), entry.getValue().asText()));
        return headers;
    }

    private RefusedException wrong(String field, String expected) {
        return new RefusedException(field + " must be " + expected + ", got " + json.path(field));
    }
}
