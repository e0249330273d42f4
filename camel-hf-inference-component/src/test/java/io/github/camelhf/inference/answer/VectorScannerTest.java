package io.github.camelhf.inference.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers are those that Java itself reads, and whatever is not plain is left to the parser of all JSON. */
class VectorScannerTest {

    private static final int MANY = 50_000;

    private final Random random = new Random(16);

    @Test
    void numbersAsServersWriteThemAreThoseThatJavaReads() {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            float number = (float) (random.nextGaussian() / Math.pow(10, random.nextInt(5)));
            written.add(Float.toString(number));
            written.add(Double.toString(number));
            written.add(String.format(Locale.ROOT, "%.9f", number));
            written.add(String.format(Locale.ROOT, "%.7e", number));
            written.add(Double.toString(random.nextGaussian()));
            written.add(Long.toString(random.nextLong() >>> (10 + random.nextInt(50))));
        }
        int left = 0;
        for (String number : written) {
            Object read = read("[" + number + "]");
            if (read == null) {
                left++;
            } else {
                assertThat(only(read)).as(number).isEqualTo(Float.parseFloat(number));
            }
        }
        // What is left to the parser costs time: it must be seldom.
        assertThat(left).isLessThan(written.size() / 200);
    }

    /** One that is off by the last place of a double rounds to the other neighbour. */
    @Test
    void numbersNextToTheMiddleBetweenTwoFloatsAreThoseThatJavaReads() {
        for (int i = 0; i < MANY; i++) {
            float one = random.nextFloat() + 0.001f;
            BigDecimal middle =
                    new BigDecimal(one).add(new BigDecimal(Math.nextUp(one))).divide(BigDecimal.valueOf(2));
            int digits = 10 + random.nextInt(8);
            BigDecimal near = middle.round(new java.math.MathContext(digits));
            for (BigDecimal number : List.of(near, near.add(near.ulp()), near.subtract(near.ulp()))) {
                String text = number.toPlainString();
                Object read = read("[" + text + "]");

                assertThat(read == null ? Float.parseFloat(text) : only(read))
                        .as(text)
                        .isEqualTo(Float.parseFloat(text));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1,-2.5,3e2]",
                " [ 1 , -2.5\n,\t3E+2 ] \r\n",
                "[[0.0,0],[1e-3,25.0e-1]]",
                "[[[1,2]],[[3,4]],[[5]]]",
                "[123456789012345678]",
                "[0.00000000000000000001]"
            })
    void plainVectorsAreReadAsTheParserReadsThem(String json) throws Exception {
        assertThat(flat(read(json))).isEqualTo(flat(parsed(json)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "]",
                "[]",
                "[[]]",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[1]]",
                "[1][2]",
                "[1],",
                "[[1],2]",
                "[1,[2]]",
                "[[1],]",
                "[[1][2]]",
                "[[[[1]]]]",
                "[01]",
                "[00]",
                "[-]",
                "[- 1]",
                "[+1]",
                "[.5]",
                "[1.]",
                "[1.e5]",
                "[1e]",
                "[1e+]",
                "[1e5.0]",
                "[0x10]",
                "[1f]",
                "[1d]",
                "[1_000]",
                "[NaN]",
                "[Infinity]",
                "[null]",
                "[1,null]",
                "[\"1\"]",
                "[true]",
                "[-0.0]",
                "[1e39]",
                "[1e400]",
                "[1e-39]",
                "[1e99999999999999999999]",
                "[0e99999999999999999999]",
                "[1234567890123456789012]",
                "{\"a\":[1]}",
                "[{\"a\":1}]",
                "1",
                "[1]\0",
                "\uFEFF[1]",
                "[\u0661]",
                "[1/*2*/]"
            })
    void whatIsNotPlainIsLeftToTheParser(String json) {
        assertThat(read(json)).isNull();
    }

    private static Object read(String json) {
        return VectorScanner.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Object parsed(String json) throws IOException {
        // Without vectors there is only the parser.
        return AnswerReader.read(json.getBytes(StandardCharsets.UTF_8), Numbers.Doubles::new);
    }

    private static float only(Object row) {
        float[] numbers = ((Numbers.Floats) row).take();
        assertThat(numbers).hasSize(1);
        return numbers[0];
    }

    private static String flat(Object value) {
        return value instanceof Numbers numbers
                ? Arrays.toString(numbers.toList().stream()
                        .mapToDouble(Double::floatValue)
                        .toArray())
                : ((List<?>) value).stream().map(VectorScannerTest::flat).collect(Collectors.joining(",", "[", "]"));
    }
}
