package io.github.camelhf.inference.answer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An array of numbers of an answer, without a box around each. A JSON {@code null} among them is kept as NaN: that is how some
 * servers write one. Source: the Inference Toolkit's JSON writer, read 2026-11-20.
 */
public abstract sealed class Numbers {

    int size;

    /** Adds the number at which the parser stands. */
    abstract void add(JsonParser parser) throws IOException;

    public abstract double get(int index);

    public final int size() {
        return size;
    }

    public final List<Double> toList() {
        return IntStream.range(0, size).mapToObj(this::get).toList();
    }

    /** Numbers as models compute them. */
    public static final class Floats extends Numbers {
        private float[] values;

        public Floats(int expected) {
            values = new float[expected];
        }

        @Override
        public void add(JsonParser parser) throws IOException {
            add(parser.currentToken() == JsonToken.VALUE_NULL ? Float.NaN : parser.getFloatValue());
        }

        void add(float value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        @Override
        public double get(int index) {
            return values[index];
        }

        /** The array itself when all of it is used; it must not be added to afterwards. */
        float[] take() {
            return size == values.length ? values : Arrays.copyOf(values, size);
        }
    }

    /** Numbers as they are written, for scores. */
    public static final class Doubles extends Numbers {
        private double[] values;

        public Doubles(int expected) {
            values = new double[expected];
        }

        @Override
        public void add(JsonParser parser) throws IOException {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = parser.currentToken() == JsonToken.VALUE_NULL ? Double.NaN : parser.getDoubleValue();
        }

        @Override
        public double get(int index) {
            return values[index];
        }
    }
}
