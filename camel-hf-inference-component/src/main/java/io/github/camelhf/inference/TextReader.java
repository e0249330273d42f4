package io.github.camelhf.inference;

import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.input.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/** Reads the texts of a message: strings as they are, files and streams in the charset of the exchange, UTF-8 without one. */
final class TextReader {

    private final ContentReader contents;
    private final ByteSize limit;

    TextReader(ByteSize limit) {
        this.contents = new ContentReader(limit);
        this.limit = limit;
    }

    /** One text, or those of a list in its order; none may be blank. */
    List<String> readAll(Exchange exchange, @Nullable Object body) throws IOException {
        if (!(body instanceof List<?> list)) {
            return List.of(read(exchange, body));
        }
        if (list.isEmpty()) {
            throw new InvalidInferenceInputException("the list of texts is empty");
        }
        List<String> texts = new ArrayList<>(list.size());
        for (Object item : list) {
            try {
                texts.add(read(exchange, item));
            } catch (InvalidInferenceInputException e) {
                throw new InvalidInferenceInputException(
                        "item " + texts.size() + " of a list of " + list.size() + " (counted from 0): "
                                + e.getMessage(),
                        e);
            }
        }
        return texts;
    }

    private String read(Exchange exchange, @Nullable Object item) throws IOException {
        String text = item instanceof CharSequence characters ? characters.toString() : decode(exchange, item);
        if (text.isBlank()) {
            throw new InvalidInferenceInputException("expected a text, got nothing but white space");
        }
        return text;
    }

    private String decode(Exchange exchange, @Nullable Object item) throws IOException {
        Content content = contents.read(exchange, item);
        if (content.length() > limit.bytes()) {
            throw new InvalidInferenceInputException(
                    "the text has " + content.length() + " bytes, more than maxRequestSize=" + limit);
        }
        try (InputStream stream = content.open()) {
            return new String(stream.readAllBytes(), Charset.forName(ExchangeHelper.getCharsetName(exchange)));
        }
    }
}
