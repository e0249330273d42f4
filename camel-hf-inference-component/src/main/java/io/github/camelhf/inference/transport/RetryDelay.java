package io.github.camelhf.inference.transport;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long a server asks to wait. It may say so in three places; the longest counts. Sources: RFC 9110 section 10.2.3
 * (Retry-After in seconds or as a date) and 5.6.7 (the three forms of a date), the Hub's {@code RateLimit: "api";r=0;t=253} header (r requests remain, t seconds until
 * more), and {@code estimated_time} in a loading answer, all read 2026-11-20.
 */
final class RetryDelay {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,10}(\\.\\d{1,9})?");
    private static final Pattern REMAINING = Pattern.compile(";\\s*r=(\\d{1,10})\\b");
    private static final Pattern RESET = Pattern.compile(";\\s*t=(\\d{1,10})\\b");

    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US);

    /** A year of two digits is at most this far ahead, else it has passed. */
    private static final int YEARS_AHEAD = 50;

    private RetryDelay() {}

    /**
     * The delay, more than 0 and up to {@code cap}; null when the answer names none that makes sense. Zero is none: it would take the
     * place of the delay that the route has set for itself.
     *
     * @param now our clock; counts only where the answer does not carry the server's own in its Date header
     */
    static @Nullable Duration of(WireResponse response, OptionalDouble estimatedTime, Instant now, Duration cap) {
        Instant sent = response.header("date").flatMap(text -> date(text, now)).orElse(now);
        return Stream.of(
                        response.header("retry-after").flatMap(value -> retryAfter(value, sent)),
                        response.header("ratelimit").flatMap(RetryDelay::rateLimit),
                        estimatedTime.stream().boxed().findFirst().flatMap(RetryDelay::seconds))
                .flatMap(Optional::stream)
                .filter(delay -> delay.compareTo(Duration.ZERO) > 0)
                .max(Duration::compareTo)
                .map(delay -> delay.compareTo(cap) > 0 ? cap : delay)
                .orElse(null);
    }

    /** A list where a gateway adds its own to the server's. */
    private static Optional<Duration> retryAfter(String value, Instant now) {
        List<String> items = Stream.of(value.split(",")).map(String::trim).toList();
        if (items.stream().allMatch(item -> SECONDS.matcher(item).matches())) {
            return items.stream()
                    .map(item -> seconds(Double.parseDouble(item)))
                    .flatMap(Optional::stream)
                    .max(Duration::compareTo);
        }
        return date(value, now).map(date -> Duration.between(now, date));
    }

    /** In the form that servers write today, or in one of the two of old that RFC 9110 wants to be read as well. */
    private static Optional<Instant> date(String text, Instant now) {
        return Stream.of(DateTimeFormatter.RFC_1123_DATE_TIME, rfc850(now), ASCTIME)
                .map(form -> date(text.trim(), form))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Instant> date(String text, DateTimeFormatter form) {
        try {
            return Optional.of(form.withZone(ZoneOffset.UTC).parse(text, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static DateTimeFormatter rfc850(Instant now) {
        LocalDate first =
                LocalDate.ofInstant(now, ZoneOffset.UTC).plusYears(YEARS_AHEAD).minusYears(99);
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, first)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.US);
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
