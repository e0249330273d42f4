package io.github.camelhf.inference.options;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Checks single options; each failure names the option and what it allows. */
final class Option {

    /** Far more than anybody waits, and far from where sums of nanoseconds overflow. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private Option() {}

    static <T> T choice(String option, String text, Map<String, T> choices) {
        T choice = choices.get(text.trim().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (choice == null) {
            throw new IllegalArgumentException("option " + option + "=" + text + " is unknown; allowed are "
                    + String.join(", ", new TreeSet<>(choices.keySet())));
        }
        return choice;
    }

    static int atLeastOne(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("option " + option + "=" + value + " must be 1 or more");
        }
        return value;
    }

    static int notNegative(String option, int value) {
        if (value < 0) {
            throw new IllegalArgumentException("option " + option + "=" + value + " must be 0 or more");
        }
        return value;
    }

    static int between(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("option " + option + "=" + value + " must be " + least + " to " + most);
        }
        return value;
    }

    static Duration positive(String option, Duration value) {
        return between(option, value, Duration.ofMillis(1), "1 ms");
    }

    static Duration atLeastASecond(String option, Duration value) {
        return between(option, value, Duration.ofSeconds(1), "1 s");
    }

    static Duration notNegative(String option, Duration value) {
        return between(option, value, Duration.ZERO, "0");
    }

    private static Duration between(String option, Duration value, Duration least, String shownLeast) {
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("option " + option + "=" + shown(value) + " must be " + shownLeast
                    + " to " + LONGEST.toDays() + " days");
        }
        return value;
    }

    private static String shown(Duration value) {
        try {
            return value.toMillis() + " ms";
        } catch (ArithmeticException e) {
            return value.toString();
        }
    }

    static @Nullable Double finite(String option, @Nullable Double value) {
        if (value != null && !Double.isFinite(value)) {
            throw new IllegalArgumentException("option " + option + "=" + value + " must be a finite number");
        }
        return value;
    }

    static @Nullable Pattern pattern(String option, @Nullable String value) {
        try {
            return value == null ? null : Pattern.compile(value, Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "option " + option + " must be a regular expression: " + e.getDescription()
                            + (e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1)),
                    e);
        }
    }
}
