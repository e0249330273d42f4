package io.github.camelhf.inference.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Reads an answer piece by piece while it arrives, into what {@link AnswerReader} makes of it when it is whole. */
public final class FedReader implements AutoCloseable {

    private static final int FEW = 4;
    private static final int SMALLEST = 4;

    /** As {@link AnswerReader} has them. */
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(100)
                    .build())
            .build();

    /** A hint, so a lost update does no harm. */
    private static volatile int lastSize = SMALLEST;

    private final JsonParser parser;
    private final ByteArrayFeeder feeder;
    private final IntFunction<Numbers> numbers;

    /** Lists, objects and numbers that are not at their end, the innermost first. */
    private final Deque<Object> open = new ArrayDeque<>(FEW);

    private @Nullable Object value;

    /** @param numbers makes what an array of about so many numbers is read into */
    public FedReader(IntFunction<Numbers> numbers) throws IOException {
        this.parser = FACTORY.createNonBlockingByteArrayParser();
        this.feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
        this.numbers = numbers;
    }

    /** Reads so far; the bytes are not needed afterwards. */
    public void feed(byte[] bytes, int from, int to) throws IOException {
        feeder.feedInput(bytes, from, to);
        read();
    }

    /** The one value that came. */
    public Object end() throws IOException {
        feeder.endOfInput();
        read();
        if (value == null) {
            throw new IOException("the answer is empty or not whole");
        }
        return value;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private void read() throws IOException {
        for (JsonToken token = parser.nextToken();
                token != null && token != JsonToken.NOT_AVAILABLE;
                token = parser.nextToken()) {
            switch (token) {
                case START_OBJECT -> open.push(new Fields());
                case START_ARRAY -> open.push(new ArrayList<>());
                case FIELD_NAME -> fields().add(parser.currentName());
                case END_OBJECT -> {
                    Object[] pairs = fields().pairs();
                    open.pop();
                    add(AnswerReader.fields(pairs));
                }
                case END_ARRAY -> {
                    Object array = open.pop();
                    if (array instanceof Numbers row) {
                        lastSize = Math.max(SMALLEST, row.size());
                    }
                    add(array);
                }
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> addNumber();
                case VALUE_NULL -> addNumber();
                case VALUE_TRUE, VALUE_FALSE -> add(parser.getBooleanValue());
                default -> add(parser.getText());
            }
        }
    }

    /** Those of the innermost object. */
    private Fields fields() {
        return (Fields) open.element();
    }

    private void addNumber() throws IOException {
        Object within = open.peek();
        if (within instanceof List<?> list && list.isEmpty()) {
            open.pop();
            within = numbers.apply(lastSize);
            open.push(within);
        }
        if (within instanceof Numbers row) {
            row.add(parser);
        } else {
            add(parser.currentToken() == JsonToken.VALUE_NULL ? Double.NaN : parser.getDoubleValue());
        }
    }

    @SuppressWarnings("unchecked") // only such lists are pushed
    private void add(Object item) throws IOException {
        Object within = open.peek();
        if (within instanceof Numbers row) {
            open.pop();
            within = new ArrayList<Object>(row.toList());
            open.push(within);
        }
        if (within instanceof Fields fields) {
            fields.add(item);
        } else if (within instanceof List) {
            ((List<Object>) within).add(item);
        } else if (value == null) {
            value = item;
        } else {
            throw new IOException("the answer goes on after its end");
        }
    }

    /** Names and values of an object, one behind the other. */
    private static final class Fields {
        private Object[] pairs = new Object[2 * FEW];
        private int count;

        void add(Object nameOrValue) {
            if (count == pairs.length) {
                pairs = Arrays.copyOf(pairs, 2 * count);
            }
            pairs[count++] = nameOrValue;
        }

        Object[] pairs() {
            return Arrays.copyOf(pairs, count);
        }
    }
}
