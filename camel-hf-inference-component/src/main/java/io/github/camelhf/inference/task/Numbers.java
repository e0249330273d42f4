package io.github.camelhf.inference.task;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * An array of numbers of an answer, without a box around each. A JSON {@code null} among them is kept as NaN: that is how some
 * servers write one. Source: the Inference Toolkit's JSON writer, read 2026-11-20.
 */
final class Numbers {

    private double[] values;
    private int size;

    Numbers(int expected) {
        values = new double[Math.max(16, expected)];
    }

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    int size() {
        return size;
    }

    /** The numbers as a model computes them. */
    float[] toFloats() {
        float[] floats = new float[size];
        for (int i = 0; i < size; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    List<Double> toList() {
        return DoubleStream.of(values).limit(size).boxed().toList();
    }
}
