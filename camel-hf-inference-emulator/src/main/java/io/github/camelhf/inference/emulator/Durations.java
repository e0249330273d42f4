package io.github.camelhf.inference.emulator;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations such as {@code 50ms}, {@code 2s} and {@code 1m}; a plain number is milliseconds. */
final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*(ms|s|m)?");

    private Durations() {}

    static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected a duration such as 50ms, 2s or 1m, got \"" + text + "\"");
        }
        long amount = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2);
        if (unit == null || unit.equals("ms")) {
            return Duration.ofMillis(amount);
        }
        return unit.equals("s") ? Duration.ofSeconds(amount) : Duration.ofMinutes(amount);
    }
}
