package io.github.camelhf.inference.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;

/**
 * What an error answer says, found in every body shape that the known servers use. Sources: recorded answers of the hosted
 * service, the Inference Toolkit, Text Embeddings Inference, FastAPI and gateway pages, read 2026-11-20.
 *
 * <p>Of a body only the first {@value ResponseReader#ERROR_HEAD} bytes are read, once, without recursion and without patterns, so
 * that the work is bounded whatever a server sends.
 *
 * @param text          the server's words, neither shortened nor cleaned yet; empty when it said nothing
 * @param estimatedTime seconds until a loading model is ready, as the server guesses
 * @param page          whether it is HTML or XML, which a gateway writes rather than a model
 */
record ErrorBody(String text, OptionalDouble estimatedTime, boolean page) {

    private static final char MARK = '\ufeff';

    /** Reads whatever came; never fails. */
    static ErrorBody of(WireResponse response) {
        String body = response.isCompressed() ? "" : decoded(response.body());
        if (body.startsWith("{") || body.startsWith("[") || body.startsWith("\"")) {
            try {
                return ErrorJson.read(body);
            } catch (IOException e) {
                // Cut, or not JSON after all: its text is better than nothing.
                return ofText(body);
            }
        }
        if (body.startsWith("<")) {
            return new ErrorBody(ErrorPage.text(body), OptionalDouble.empty(), true);
        }
        return ofText(body.isEmpty() ? response.header("x-error-message").orElse("") : body);
    }

    private static ErrorBody ofText(String text) {
        return new ErrorBody(text, OptionalDouble.empty(), false);
    }

    /** As UTF-8 unless it begins with a mark of UTF-16. Servers label their errors in too many ways to heed it. */
    private static String decoded(byte[] body) {
        int length = Math.min(body.length, ResponseReader.ERROR_HEAD);
        int mark = length < 2 ? 0 : (body[0] & 0xFF) << 8 | (body[1] & 0xFF);
        boolean wide = mark == 0xFEFF || mark == 0xFFFE;
        String text = new String(body, 0, length, wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
        return (text.indexOf(MARK) == 0 ? text.substring(1) : text).trim();
    }
}
