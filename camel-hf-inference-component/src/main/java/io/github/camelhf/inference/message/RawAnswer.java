package io.github.camelhf.inference.message;

import io.github.camelhf.inference.transport.ErrorText;
import io.github.camelhf.inference.transport.WireResponse;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A server's words as a header may hold them. */
final class RawAnswer {

    /** In characters. What is behind is cut: headers go along with each message that a route makes of this one. */
    static final int LONGEST = 65_536;

    private RawAnswer() {}

    /**
     * In one line, and without what must not stand in it; empty where the answer is no text in UTF-8, such as a picture.
     *
     * @param secrets what was sent with the call and is nobody's business
     */
    static Optional<String> of(WireResponse response, List<String> secrets) {
        CharBuffer text = CharBuffer.allocate(LONGEST);
        boolean malformed = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(response.body()), text, true)
                .isError();
        String decoded = text.flip().toString();
        return malformed || decoded.isEmpty()
                ? Optional.empty()
                : Optional.of(HeaderText.of(ErrorText.without(decoded, secrets)));
    }
}
