package io.github.camelhf.inference.task;

import io.github.camelhf.inference.answer.MediaKind;
import io.github.camelhf.inference.answer.Numbers;
import io.github.camelhf.inference.answer.UnexpectedAnswerException;
import io.github.camelhf.inference.transport.WireBody;
import io.github.camelhf.inference.transport.WireResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One task's two directions. Stateless, so that one instance serves all threads. */
interface TaskCodec {

    /** What is sent, in the request's dialect. */
    WireBody encode(InferenceRequest request);

    /**
     * Whether servers of this dialect answer a list of inputs with a list of results, so that messages can share a call. A picture
     * sent as it is stands alone, and a list of pictures is not for every pipeline server; lists of texts are. Sources: the servers'
     * request shapes, read 2026-11-20.
     */
    default boolean joins(Dialect dialect) {
        return dialect == Dialect.MULTIMODAL;
    }

    /**
     * Looks whether servers of this dialect can be told these parameters.
     *
     * @throws IllegalArgumentException naming one that they cannot, and what to do instead
     */
    default void check(Dialect dialect, Map<String, Object> parameters) {
        if (dialect == Dialect.TEI && parameters.containsKey("function_to_apply")) {
            // Unknown fields are passed over there without a word. Source: its request types, read 2026-11-26.
            throw new IllegalArgumentException("functionToApply: Text Embeddings Inference makes scores in its own way;"
                    + " leave it out, or set parameters.raw_scores=true for the model's plain numbers");
        }
    }

    /**
     * Looks whether the server that answered takes a request for what this task means by it.
     *
     * @throws UnexpectedAnswerException when it does not, saying what to do instead
     */
    default void checkServer(InferenceRequest request, WireResponse response) {}

    /** Whether its answers name places in a picture or a text, which must then be sent so that these can be found in the message's. */
    default boolean namesPlaces() {
        return false;
    }

    /** What the answer is made of, null for JSON. */
    default @Nullable MediaKind media() {
        return null;
    }

    /** What arrays of numbers are read into: as written, unless they are vectors. */
    default Numbers numbers(int expected) {
        return new Numbers.Doubles(expected);
    }

    /**
     * Reads what a 2xx answer says, in whatever nesting it came.
     *
     * @param answer arrays as {@code List}, arrays of numbers as {@link Numbers}, objects as {@code Map}
     * @return {@link InferenceRequest#resultCount()} results, in the order of the request
     * @throws UnexpectedAnswerException when it does not answer what was asked
     */
    List<?> decode(InferenceRequest request, Object answer);
}
