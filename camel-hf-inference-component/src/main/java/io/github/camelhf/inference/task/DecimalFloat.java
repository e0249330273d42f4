package io.github.camelhf.inference.task;

/**
 * The float nearest to a number written in decimal, by the short way that nearly all numbers of vectors allow: their digits as a
 * long, scaled once by a power of ten that is exact. Source of the method: W. D. Clinger, How to Read Floating Point Numbers
 * Accurately, 1990.
 */
final class DecimalFloat {

    /** Said instead of a number: the long way has to be gone. */
    static final float UNKNOWN = Float.NaN;

    /** Every number of so many digits fits into a long. */
    private static final int MOST_DIGITS = 18;

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /** The bits that a double has and a float has not. */
    private static final long LOST_BITS = (1L << 29) - 1;

    private static final long HALFWAY = 1L << 28;

    /** Two roundings, of the digits and of the scaling, move a double by less than this, in units of its last place. */
    private static final long DOUBT = 4;

    private DecimalFloat() {}

    /**
     * Reads a JSON number.
     *
     * @param text a number by JSON's grammar, from {@code start} on for {@code length} characters
     * @return the nearest float, or {@link #UNKNOWN}
     */
    static float of(char[] text, int start, int length) {
        int end = start + length;
        boolean negative = text[start] == '-';
        int at = negative ? start + 1 : start;
        long digits = 0;
        int count = 0;
        int scale = 0;
        boolean fraction = false;
        for (; at < end; at++) {
            char next = text[at];
            if (next == '.') {
                fraction = true;
                continue;
            }
            if (next < '0' || next > '9') {
                break;
            }
            digits = digits * 10 + (next - '0');
            if (count > 0 || next != '0') {
                count++;
            }
            if (fraction) {
                scale--;
            }
        }
        if (count > MOST_DIGITS) {
            return UNKNOWN;
        }
        if (at < end) {
            scale += exponent(text, at + 1, end);
        }
        return nearest(negative ? -digits : digits, scale, negative);
    }

    /** At most three digits, which is more than a float has use for; a longer one becomes too large on purpose. */
    private static int exponent(char[] text, int start, int end) {
        boolean signed = text[start] == '-' || text[start] == '+';
        int exponent = 0;
        for (int at = signed ? start + 1 : start; at < end && exponent < 1000; at++) {
            exponent = exponent * 10 + (text[at] - '0');
        }
        return text[start] == '-' ? -exponent : exponent;
    }

    private static float nearest(long digits, int scale, boolean negative) {
        if (digits == 0) {
            return negative ? -0.0f : 0.0f;
        }
        if (Math.abs(scale) >= POWERS_OF_TEN.length) {
            return UNKNOWN;
        }
        double value = scale < 0 ? digits / POWERS_OF_TEN[-scale] : digits * POWERS_OF_TEN[scale];
        long lost = Double.doubleToRawLongBits(value) & LOST_BITS;
        double size = Math.abs(value);
        // Near the middle between two floats the rounding of the double may decide, and small floats have fewer bits.
        if (Math.abs(lost - HALFWAY) <= DOUBT || size < Float.MIN_NORMAL || size > Float.MAX_VALUE) {
            return UNKNOWN;
        }
        return (float) value;
    }
}
