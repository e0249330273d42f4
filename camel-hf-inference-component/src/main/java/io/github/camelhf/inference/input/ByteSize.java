package io.github.camelhf.inference.input;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, at least 1, written as a plain number or with a unit: {@code 65536}, {@code 64KB}, {@code 32MB},
 * {@code 1GB}. A unit is a power of 1024, upper or lower case.
 */
public record ByteSize(long bytes) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,15})\\s*([KMG]?)B?", Pattern.CASE_INSENSITIVE);

    public ByteSize {
        if (bytes < 1) {
            throw new IllegalArgumentException("a size is at least 1 byte, got " + bytes);
        }
    }

    /**
     * Reads the text of an option.
     *
     * @param option its name, for the message
     * @throws IllegalArgumentException when the text is no size
     */
    public static ByteSize parse(String option, String text) {
        Matcher matcher = TEXT.matcher(text.trim());
        BigInteger bytes = matcher.matches() ? bytes(matcher.group(1), matcher.group(2)) : BigInteger.ZERO;
        if (bytes.signum() == 0 || bytes.bitLength() >= Long.SIZE) {
            throw new IllegalArgumentException("option " + option + "=" + text
                    + " is no size: expected a number of bytes such as 65536, 64KB or 32MB");
        }
        return new ByteSize(bytes.longValueExact());
    }

    private static BigInteger bytes(String number, String unit) {
        int power = unit.isEmpty() ? 0 : "KMG".indexOf(unit.toUpperCase(Locale.ROOT)) + 1;
        return new BigInteger(number).shiftLeft(10 * power);
    }

    @Override
    public String toString() {
        for (int power = 3; power > 0; power--) {
            long unit = 1L << (10 * power);
            if (bytes >= unit && bytes % unit == 0) {
                return bytes / unit + " " + "KMG".charAt(power - 1) + "B";
            }
        }
        return bytes + " bytes";
    }
}
