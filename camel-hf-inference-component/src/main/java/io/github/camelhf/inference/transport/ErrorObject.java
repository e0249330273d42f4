package io.github.camelhf.inference.transport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Finds the error in an answer whose status says that there is none: an object whose member {@code error} is a text, a list or
 * an object. Source: the Inference Toolkit's handlers may return their error, read 2026-11-20.
 */
final class ErrorObject {

    /** What the servers say of an error is short; what is longer is an answer. */
    static final int LONGEST = 64 * 1024;

    private static final byte[] NAME = "\"error\"".getBytes(StandardCharsets.US_ASCII);

    private static final JsonFactory FACTORY = new JsonFactory();

    private ErrorObject() {}

    /** A glance, for a thread that must not read much: false for what is no error, true for what has to be read to know. */
    static boolean isLikelyIn(byte[] body) {
        if (body.length > LONGEST || !beginsAsObject(body)) {
            return false;
        }
        for (int at = 0; at <= body.length - NAME.length; at++) {
            if (body[at] == '"' && body[at + 1] == 'e' && isNameAt(body, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean beginsAsObject(byte[] body) {
        for (byte each : body) {
            boolean mark = each == (byte) 0xEF || each == (byte) 0xBB || each == (byte) 0xBF;
            if (!mark && each != ' ' && each != '\t' && each != '\r' && each != '\n') {
                return each == '{';
            }
        }
        return false;
    }

    private static boolean isNameAt(byte[] body, int at) {
        for (int i = 0; i < NAME.length; i++) {
            if (body[at + i] != NAME[i]) {
                return false;
            }
        }
        return true;
    }

    /** Reads the object to its end; what is no JSON is no error object. */
    static boolean isIn(byte[] body) {
        boolean found = false;
        try (JsonParser parser = FACTORY.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean error = parser.currentName().equals("error");
                JsonToken value = parser.nextToken();
                found |= error && (value == JsonToken.VALUE_STRING || value.isStructStart());
                parser.skipChildren();
            }
            return found && parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
