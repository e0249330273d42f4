package io.github.camelhf.inference.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way gives the same float as the long one, or says that it does not know. */
class DecimalFloatTest {

    @Property(tries = 20_000)
    void aFloatComesBackFromItsText(@ForAll int bits) {
        float value = Float.intBitsToFloat(bits);
        if (Float.isFinite(value)) {
            agrees(Float.toString(value));
            agrees(Double.toString(value));
            agrees(new BigDecimal(value).toPlainString());
        }
    }

    @Property(tries = 20_000)
    void digitsAndAnExponentAreReadAsJavaReadsThem(
            @ForAll @LongRange(min = -999_999_999_999_999_999L, max = 999_999_999_999_999_999L) long digits,
            @ForAll @IntRange(min = -60, max = 60) int exponent) {
        agrees(digits + "e" + exponent);
        agrees(BigDecimal.valueOf(digits, exponent).toPlainString());
    }

    /** Where a double in between rounds twice, and wrongly. */
    @Property(tries = 20_000)
    void theMiddleBetweenTwoFloatsGoesToTheRightOne(@ForAll @IntRange(min = 0x0080_0000, max = 0x7F00_0000) int bits) {
        BigDecimal middle = new BigDecimal(Float.intBitsToFloat(bits))
                .add(new BigDecimal(Float.intBitsToFloat(bits + 1)))
                .divide(BigDecimal.valueOf(2));
        agrees(middle.toString());
        int places = middle.precision();
        BigDecimal little = middle.ulp().movePointLeft(Math.max(0, 17 - places));
        agrees(middle.add(little).toString());
        agrees(middle.subtract(little).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "0.0",
                "-0.0",
                "0e9",
                "1",
                "-1",
                "16777217",
                "0.1",
                "1E2",
                "1e+2",
                "1e-2",
                "1e22",
                "1e23",
                "1.0000000596046448",
                "1.000000059604644775390625",
                "3.4028235e38",
                "3.4028236e38",
                "1.17549435e-38",
                "1e-45",
                "0.00000000000000000000000000000001",
                "123456789012345678",
                "1234567890123456789",
                "1e99999"
            })
    void hardCasesAgreeOrAreLeftToTheLongWay(String text) {
        agrees(text);
    }

    @Test
    void theNumbersOfVectorsGoTheShortWay() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 10_000; i++) {
            double value = random.nextDouble(-1, 1) / 28;
            for (String text : new String[] {
                Float.toString((float) value), Double.toString((float) value), String.format(Locale.ROOT, "%.9f", value)
            }) {
                assertThat(read(text)).as(text).isNotNaN().isEqualTo(Float.parseFloat(text));
            }
        }
    }

    private static void agrees(String text) {
        float read = read(text);
        if (!Float.isNaN(read)) {
            assertThat(Float.floatToIntBits(read)).as(text).isEqualTo(Float.floatToIntBits(Float.parseFloat(text)));
        }
    }

    /** With something before and after it, as in a parser's buffer. */
    private static float read(String text) {
        return DecimalFloat.of(("7" + text + "9").toCharArray(), 1, text.length());
    }
}
