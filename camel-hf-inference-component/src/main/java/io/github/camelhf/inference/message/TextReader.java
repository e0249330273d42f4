package io.github.camelhf.inference.message;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.ByteSize;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Reads the texts of a message: strings as they are, files and streams in the charset of the exchange, UTF-8 without one. */
final class TextReader implements ItemReader<String> {

    private final CharacterReader contents;

    TextReader(ByteSize limit) {
        this(limit, false);
    }

    /** @param marked whether a byte-order mark stays, so that places in the text are those in the message's */
    TextReader(ByteSize limit, boolean marked) {
        this.contents = new CharacterReader(limit, marked);
    }

    @Override
    public String plural() {
        return "texts";
    }

    /** No text is blank. */
    @Override
    public String read(Exchange exchange, @Nullable Object item) throws IOException {
        String text = contents.read(exchange, item);
        if (text.isBlank()) {
            throw new InvalidInferenceInputException("expected a text, got nothing but white space");
        }
        return text;
    }

    /** The same; what is wrong with the item is said behind its name. */
    String read(Exchange exchange, Object item, String name) throws IOException {
        try {
            return read(exchange, item);
        } catch (InvalidInferenceInputException e) {
            throw new InvalidInferenceInputException(name + ": " + e.getMessage(), e);
        }
    }
}
