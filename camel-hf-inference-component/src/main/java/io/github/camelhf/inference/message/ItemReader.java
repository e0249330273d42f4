package io.github.camelhf.inference.message;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Reads one item of a message: a picture or a text. */
interface ItemReader<T> {

    /** What several of them are called in messages. */
    String plural();

    /**
     * Reads on the calling thread.
     *
     * @throws io.github.camelhf.inference.error.InvalidInferenceInputException when the item is none of the kind
     */
    T read(Exchange exchange, @Nullable Object item) throws IOException;
}
