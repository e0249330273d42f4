package io.github.camelhf.inference.benchmarks;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What servers answer to small calls, each time with other numbers. */
final class SmallAnswers {

    /** More than a processor's branch prediction learns by heart. */
    static final int COUNT = 64;

    static final int COLUMNS = 768;
    static final int LABELS = 5;

    private SmallAnswers() {}

    /** As large as those of a sentence model. */
    static byte[][] vectors(DoubleFunction<String> digits) {
        Random random = new Random(1);
        return answers(() -> {
            StringJoiner numbers = new StringJoiner(",", "[", "]");
            for (int column = 0; column < COLUMNS; column++) {
                numbers.add(digits.apply(random.nextGaussian() / 28));
            }
            return numbers.toString();
        });
    }

    static byte[][] labels() {
        Random random = new Random(1);
        return answers(() -> {
            StringJoiner labels = new StringJoiner(",", "[", "]");
            for (int label = 0; label < LABELS; label++) {
                labels.add("{\"label\":\"a label\",\"score\":" + plain(Double.toString(random.nextFloat())) + "}");
            }
            return labels.toString();
        });
    }

    private static byte[][] answers(Supplier<String> next) {
        return Stream.generate(next)
                .limit(COUNT)
                .map(text -> text.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }

    /** Without an exponent. */
    static String plain(String number) {
        return new BigDecimal(number).toPlainString();
    }
}
