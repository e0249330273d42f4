package io.github.camelhf.inference.transport;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long a server asks to wait. It may say so in three places; the longest counts. Sources: RFC 9110 section 10.2.3
 * (Retry-After in seconds or as a date), the Hub's {@code RateLimit: "api";r=0;t=253} header (r requests remain, t seconds until
 * more), and {@code estimated_time} in a loading answer, all read 2026-11-20.
 */
final class RetryDelay {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,10}(\\.\\d{1,9})?");
    private static final Pattern REMAINING = Pattern.compile(";\\s*r=(\\d{1,10})\\b");
    private static final Pattern RESET = Pattern.compile(";\\s*t=(\\d{1,10})\\b");

    private RetryDelay() {}

    /**
     * The delay, 0 to {@code cap}; null when the answer names none that makes sense.
     *
     * @param now our clock; counts only where the answer does not carry the server's own in its Date header
     */
    static @Nullable Duration of(WireResponse response, OptionalDouble estimatedTime, Instant now, Duration cap) {
        Instant sent = response.header("date").flatMap(RetryDelay::date).orElse(now);
        return Stream.of(
                        response.header("retry-after").flatMap(value -> retryAfter(value, sent)),
                        response.header("ratelimit").flatMap(RetryDelay::rateLimit),
                        estimatedTime.stream().boxed().findFirst().flatMap(RetryDelay::seconds))
                .flatMap(Optional::stream)
                .max(Duration::compareTo)
                .map(delay -> delay.compareTo(cap) > 0 ? cap : delay)
                .orElse(null);
    }

    private static Optional<Duration> retryAfter(String value, Instant now) {
        String text = value.trim();
        if (SECONDS.matcher(text).matches()) {
            return seconds(Double.parseDouble(text));
        }
        return date(text).map(date -> date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.trim(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The header is on every answer of the Hub; an entry asks to wait only when nothing remains of it. */
    private static Optional<Duration> rateLimit(String value) {
        return Stream.of(value.split(","))
                .map(RetryDelay::exhausted)
                .flatMap(Optional::stream)
                .max(Duration::compareTo);
    }

    private static Optional<Duration> exhausted(String entry) {
        Matcher remaining = REMAINING.matcher(entry);
        Matcher reset = RESET.matcher(entry);
        boolean exhausted = remaining.find() && Long.parseLong(remaining.group(1)) == 0;
        return exhausted && reset.find() ? seconds(Double.parseDouble(reset.group(1))) : Optional.empty();
    }

    private static Optional<Duration> seconds(double seconds) {
        // Written so that NaN fails, too.
        boolean sensible = seconds >= 0 && seconds < Integer.MAX_VALUE;
        return sensible ? Optional.of(Duration.ofMillis(Math.round(seconds * 1000))) : Optional.empty();
    }
}
