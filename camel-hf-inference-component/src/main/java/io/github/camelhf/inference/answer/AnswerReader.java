package io.github.camelhf.inference.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer as a stream into lists, maps and {@link Numbers}. Whatever a server's Content-Type says, the bytes are taken as
 * JSON: the known servers label theirs in many ways.
 */
public final class AnswerReader {

    /** No known answer nests deeper than 4. */
    private static final int MAX_DEPTH = 32;

    /** Fields that are found faster one by one than in a table. */
    private static final int FEW = 8;

    private static final int SMALLEST = 4;

    /** The shortest number and its comma. */
    private static final int BYTES_PER_NUMBER = 2;

    /** Most rows are as long as the one before, also from answer to answer; a hint, so a lost update does no harm. */
    private static volatile int lastSize = SMALLEST;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(100)
                    .build())
            .build();

    private final JsonParser parser;

    private final IntFunction<Numbers> numbers;

    private final int mostNumbers;

    /** Names and values of the objects whose ends have not been read. */
    private Object[] open = new Object[2 * FEW];

    private int openCount;

    private AnswerReader(JsonParser parser, IntFunction<Numbers> numbers, int bytes) {
        this.parser = parser;
        this.numbers = numbers;
        this.mostNumbers = Math.max(SMALLEST, bytes / BYTES_PER_NUMBER);
    }

    /**
     * Reads one JSON value and nothing after it.
     *
     * @param numbers makes what an array of about so many numbers is read into
     * @throws IOException when the bytes are no JSON, or more of it than the bounds allow
     */
    public static Object read(byte[] body, IntFunction<Numbers> numbers) throws IOException {
        Object plain = numbers.apply(SMALLEST) instanceof Numbers.Floats ? VectorScanner.read(body) : null;
        return plain == null ? parsed(body, numbers) : plain;
    }

    private static Object parsed(byte[] body, IntFunction<Numbers> numbers) throws IOException {
        try (JsonParser parser = FACTORY.createParser(body)) {
            if (parser.nextToken() == null) {
                throw new JsonParseException(parser, "the answer is empty");
            }
            Object value = new AnswerReader(parser, numbers, body.length).value();
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "the answer goes on after its end");
            }
            return value;
        }
    }

    private Object value() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NULL -> Double.NaN;
            default -> parser.getText();
        };
    }

    private Map<String, Object> object() throws IOException {
        int start = openCount;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            open(parser.currentName());
            parser.nextToken();
            open(value());
        }
        Object[] pairs = Arrays.copyOfRange(open, start, openCount);
        openCount = start;
        return fields(pairs);
    }

    /** @param pairs names and values, one behind the other */
    static Map<String, Object> fields(Object[] pairs) {
        return pairs.length <= 2 * FEW ? new FewFields(pairs) : table(pairs);
    }

    private void open(Object nameOrValue) {
        if (openCount == open.length) {
            open = Arrays.copyOf(open, 2 * openCount);
        }
        open[openCount++] = nameOrValue;
    }

    private static Map<String, Object> table(Object[] pairs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put((String) pairs[i], pairs[i + 1]);
        }
        return fields;
    }

    private Object array() throws IOException {
        return isNumber(parser.nextToken()) ? numbers() : items(List.of());
    }

    /** @param first those before the one at which the parser stands */
    private List<Object> items(List<?> first) throws IOException {
        List<Object> items = new ArrayList<>(first);
        for (JsonToken token = parser.currentToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value());
        }
        return items;
    }

    /** What begins with a number or null may go on otherwise, as in fields of some servers that are not read here. */
    private Object numbers() throws IOException {
        Numbers row = numbers.apply(Math.min(lastSize, mostNumbers));
        for (JsonToken token = parser.currentToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (!isNumber(token)) {
                return items(row.toList());
            }
            row.add(parser);
        }
        lastSize = Math.max(SMALLEST, row.size());
        return row;
    }

    /** Whether a field is not there, or null in the answer. */
    public static boolean isNull(@Nullable Object value) {
        return value == null || (value instanceof Double number && number.isNaN());
    }

    private static boolean isNumber(JsonToken token) {
        return token == JsonToken.VALUE_NUMBER_INT
                || token == JsonToken.VALUE_NUMBER_FLOAT
                || token == JsonToken.VALUE_NULL;
    }
}
