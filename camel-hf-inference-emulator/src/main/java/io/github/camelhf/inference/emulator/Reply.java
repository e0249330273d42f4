package io.github.camelhf.inference.emulator;

import io.github.camelhf.inference.emulator.dialect.Answer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer, ready for the wire.
 *
 * @param hangsUp whether the server closes the connection afterwards without having said so
 */
@SuppressWarnings("ArrayRecordComponent") // passed along, never compared
record Reply(
        int status, Map<String, String> headers, @Nullable String contentType, byte[] body, boolean hangsUp) {

    Reply(int status, Map<String, String> headers, @Nullable String contentType, byte[] body) {
        this(status, headers, contentType, body, false);
    }

    static Reply of(Answer answer) {
        return new Reply(answer.status(), Map.of(), answer.contentType(), answer.body());
    }

    static Reply text(int status, String text) {
        return new Reply(status, Map.of(), "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same reply with more headers; its own win. */
    Reply withHeaders(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(more);
        all.putAll(headers);
        return new Reply(status, all, contentType, body, hangsUp);
    }

    Reply withBody(UnaryOperator<byte[]> change) {
        return new Reply(status, headers, contentType, change.apply(body), hangsUp);
    }

    /** The same reply, after which the connection ends although nothing said that it would. */
    Reply thenHangUp() {
        return new Reply(status, headers, contentType, body, true);
    }
}
