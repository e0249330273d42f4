package io.github.camelhf.inference.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Brings the forms in which routes carry several items into one: a list. */
final class Items {

    /** More than any server takes in one call; an iterator without end stops here. */
    static final int MOST = 10_000;

    private Items() {}

    /**
     * The items of an {@code Iterable}, {@code Iterator} or array of objects as a list; anything else as it is, because it is one
     * item. What was gone through is kept for a redelivery, and closed if it can be closed.
     *
     * @throws InvalidInferenceInputException when there are more than {@value #MOST}
     */
    static @Nullable Object unfolded(Exchange exchange, @Nullable Object body) {
        if (body instanceof List<?> list) {
            return checked(list);
        }
        if (body instanceof Object[] array) {
            return checked(Arrays.asList(array));
        }
        if (body instanceof Iterator<?> || (body instanceof Iterable<?> && !isOne(body))) {
            return KeptInputs.of(exchange).items(body, iterator -> drained(iterator, body));
        }
        return body;
    }

    /** A path is an Iterable of its parts, and so is a JSON object of its values. */
    private static boolean isOne(Object body) {
        return body instanceof Path || (body instanceof JsonNode node && !node.isArray());
    }

    private static List<?> checked(List<?> list) {
        if (list.size() > MOST) {
            throw tooMany();
        }
        return list;
    }

    private static List<?> drained(Iterator<?> iterator, Object source) {
        List<Object> items = new ArrayList<>();
        try {
            while (iterator.hasNext()) {
                if (items.size() == MOST) {
                    throw tooMany();
                }
                items.add(iterator.next());
            }
        } catch (InvalidInferenceInputException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new InvalidInferenceInputException(
                    "the items of the message could not be read to their end (" + e.getMessage() + ")", e);
        } finally {
            close(source);
        }
        return items;
    }

    /** Directory listings, for example, hold a file handle. */
    private static void close(Object source) {
        if (source instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new InvalidInferenceInputException(
                        "the items of the message could not be closed (" + e.getMessage() + ")", e);
            }
        }
    }

    private static InvalidInferenceInputException tooMany() {
        return new InvalidInferenceInputException(
                "the message holds more than " + MOST + " items; split it into smaller lists");
    }
}
