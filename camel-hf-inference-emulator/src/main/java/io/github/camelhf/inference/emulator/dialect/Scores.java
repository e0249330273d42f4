package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Labels with one number each, in the same order. */
@SuppressWarnings("ArrayRecordComponent") // passed along, never compared
record Scores(List<String> labels, double[] values) {

    /** The same labels with every number changed. */
    Scores map(DoubleUnaryOperator change) {
        return new Scores(labels, Arrays.stream(values).map(change).toArray());
    }

    /** At most {@code limit} entries {@code {"label", "score"}}, highest score first; equal scores keep their order. */
    ArrayNode bestFirst(int limit) {
        ArrayNode array = Json.array();
        IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -values[i]))
                .limit(limit)
                .forEach(i -> array.addObject().put("label", labels.get(i)).put("score", values[i]));
        return array;
    }

    /** The logit behind a softmax probability, shifted so that an even guess among {@code n} labels has logit 0. */
    static double logit(double probability, int n) {
        return Math.log(Math.max(probability, Double.MIN_NORMAL)) + Math.log(n);
    }

    static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
