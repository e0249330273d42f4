package io.github.camelhf.inference.message;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/** Finds the characters behind the kinds of bodies that routes carry. */
final class CharacterReader {

    private final ContentReader contents;
    private final ByteSize limit;
    private final boolean marked;

    CharacterReader(ByteSize limit) {
        this(limit, false);
    }

    /** @param marked whether a byte-order mark stays, as it does where Camel makes a text of bytes */
    CharacterReader(ByteSize limit, boolean marked) {
        this.marked = marked;
        this.contents = new ContentReader(limit);
        this.limit = limit;
    }

    /**
     * The text of one item. Bytes are read in the charset of the exchange, UTF-8 without one.
     *
     * @throws InvalidInferenceInputException when it has none, is longer than the limit or is not in that charset
     */
    String read(Exchange exchange, @Nullable Object item) throws IOException {
        if (item instanceof CharSequence characters) {
            return checked(characters.toString());
        }
        if (item instanceof Reader reader) {
            return ofReader(exchange, reader);
        }
        Content content = contents.read(exchange, item);
        if (content.length() > limit.bytes()) {
            throw new InvalidInferenceInputException("the text has " + content.length()
                    + " bytes, more than maxRequestSize=" + limit + "; raise the option or send a shorter text");
        }
        try (InputStream stream = content.open()) {
            return decoded(stream.readAllBytes(), charset(exchange));
        }
    }

    private String checked(String text) {
        // Twice, because base64 and line breaks make a picture longer than the request it becomes.
        if (text.length() / 2 > limit.bytes()) {
            throw new InvalidInferenceInputException(
                    "the text has " + text.length() + " characters, more than maxRequestSize=" + limit
                            + " allows; raise the option or send a shorter text");
        }
        return text;
    }

    /** A reader gives its characters only once, so they are kept for a redelivery unless Camel has cached them. */
    private String ofReader(Exchange exchange, Reader reader) throws IOException {
        if (reader instanceof StreamCache cache) {
            cache.reset();
            String text = drained(reader);
            cache.reset();
            return text;
        }
        return KeptInputs.of(exchange).text(reader, () -> {
            try (reader) {
                return drained(reader);
            } catch (IOException e) {
                throw new InvalidInferenceInputException(
                        "the characters could not be read to their end (" + e.getMessage()
                                + "); look at what gives them",
                        e);
            }
        });
    }

    private String drained(Reader reader) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[8 * 1024];
        for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
            text.append(buffer, 0, count);
            if (text.length() / 2 > limit.bytes()) {
                break;
            }
        }
        return checked(text.toString());
    }

    private static Charset charset(Exchange exchange) {
        String name = ExchangeHelper.getCharsetName(exchange);
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new InvalidInferenceInputException(
                    "the charset of the message, " + name + ", is unknown; set the property " + Exchange.CHARSET_NAME
                            + " to one that Java knows, such as UTF-8",
                    e);
        }
    }

    private String decoded(byte[] bytes, Charset charset) {
        try {
            CharBuffer text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
            boolean mark = !marked && !text.isEmpty() && text.charAt(0) == '\uFEFF';
            return (mark ? text.subSequence(1, text.length()) : text).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidInferenceInputException(
                    "expected a text in " + charset + ", the bytes are not; set the property " + Exchange.CHARSET_NAME
                            + " to the charset of the text",
                    e);
        }
    }
}
