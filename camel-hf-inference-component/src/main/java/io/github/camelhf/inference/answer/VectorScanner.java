package io.github.camelhf.inference.answer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer that is vectors and nothing else, straight from its bytes: reading numbers is most of the work of such a call, and
 * a parser of all JSON takes twice as long. Gives up at anything that is not plain, the faulty included: {@link AnswerReader}
 * reads that from the start, and what it says of it stands.
 *
 * <p>A number is its digits as a whole number, times or divided by a power of ten. Each of these steps is off by at most half of the
 * last place of a {@code double}. Only next to the middle between two {@code float} could that choose the wrong one, and there it gives
 * up, too. Source: Clinger, How to Read Floating Point Numbers Accurately (1990), for numbers whose steps are exact.
 */
final class VectorScanner {

    /** {@code [n][1][D]}. */
    private static final int DEEPEST = 3;

    /** One digit more must fit into a {@code long}. Python writes up to 17 digits. */
    private static final long MOST_DIGITS = 100_000_000_000_000_000L;

    /** The largest power of ten that is a {@code double}. */
    private static final int LARGEST_POWER = 22;

    private static final double[] POWERS = new double[LARGEST_POWER + 1];

    /** What a {@code double} has below the last place of a {@code float}, the middle of it, and how near to it is too near. */
    private static final long BELOW = (1L << 29) - 1;

    private static final long MIDDLE = 1L << 28;
    private static final long TOO_NEAR = 4;

    static {
        double power = 1;
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = power;
            power *= 10;
        }
    }

    private static final int SMALLEST = 4;

    /** The shortest number and its comma. */
    private static final int BYTES_PER_NUMBER = 2;

    /** Most vectors are as long as the one before, also from answer to answer; a hint, so a lost update does no harm. */
    private static volatile int lastSize = SMALLEST;

    private final byte[] body;
    private int at;

    private VectorScanner(byte[] body) {
        this.body = body;
    }

    /** The vectors, nested as {@link AnswerReader} does it; null when it has to read them. */
    static @Nullable Object read(byte[] body) {
        VectorScanner scanner = new VectorScanner(body);
        try {
            scanner.take('[');
            Object value = scanner.array(1);
            scanner.skipSpace();
            return scanner.at == body.length ? value : null;
        } catch (UnusualException e) {
            return null;
        }
    }

    /** Behind the opening bracket. */
    private Object array(int depth) throws UnusualException {
        if (!takes('[')) {
            return numbers();
        }
        check(depth < DEEPEST);
        List<Object> items = new ArrayList<>();
        items.add(array(depth + 1));
        while (takes(',')) {
            take('[');
            items.add(array(depth + 1));
        }
        take(']');
        return items;
    }

    private Numbers numbers() throws UnusualException {
        Numbers.Floats row = new Numbers.Floats(Math.max(SMALLEST, Math.min(lastSize, body.length / BYTES_PER_NUMBER)));
        do {
            row.add(number());
        } while (takes(','));
        take(']');
        lastSize = row.size();
        return row;
    }

    private float number() throws UnusualException {
        boolean negative = takes('-');
        int start = at; // no space: a digit has to be here
        long digits = digits(0);
        check(at == start + 1 || (at > start && body[start] != '0'));
        int exponent = 0;
        if (peek() == '.') {
            int point = ++at;
            digits = digits(digits);
            exponent = point - at;
            check(exponent < 0);
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            exponent += exponent();
        }
        if (digits == 0 && !negative) {
            return 0;
        }
        check(Math.abs(exponent) <= LARGEST_POWER);
        double value = exponent < 0 ? digits / POWERS[-exponent] : digits * POWERS[exponent];
        check(value >= Float.MIN_NORMAL && value <= Float.MAX_VALUE);
        check(Math.abs((Double.doubleToRawLongBits(value) & BELOW) - MIDDLE) > TOO_NEAR);
        return (float) (negative ? -value : value);
    }

    private long digits(long before) throws UnusualException {
        long digits = before;
        for (int digit = peek() - '0'; digit >= 0 && digit <= 9; digit = peek() - '0') {
            check(digits < MOST_DIGITS);
            digits = digits * 10 + digit;
            at++;
        }
        return digits;
    }

    private int exponent() throws UnusualException {
        boolean negative = peek() == '-';
        if (negative || peek() == '+') {
            at++;
        }
        int start = at;
        long digits = digits(0);
        check(at > start && digits <= 2 * LARGEST_POWER);
        return (int) (negative ? -digits : digits);
    }

    private boolean takes(char expected) {
        skipSpace();
        boolean there = peek() == expected;
        if (there) {
            at++;
        }
        return there;
    }

    private void take(char expected) throws UnusualException {
        check(takes(expected));
    }

    private void skipSpace() {
        for (int next = peek(); next == ' ' || next == '\n' || next == '\r' || next == '\t'; next = peek()) {
            at++;
        }
    }

    /** The next byte, -1 at the end. */
    private int peek() {
        return at < body.length ? body[at] : -1;
    }

    private static void check(boolean usual) throws UnusualException {
        if (!usual) {
            throw new UnusualException();
        }
    }

    /** The way back to the parser; nobody sees it. */
    private static final class UnusualException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusualException() {
            super("not plain numbers", null, false, false);
        }
    }
}
