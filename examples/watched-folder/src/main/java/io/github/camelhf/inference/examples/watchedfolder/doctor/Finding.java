package io.github.camelhf.inference.examples.watchedfolder.doctor;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about one thing, for one line.
 *
 * @param subject what was looked at, in a word or two
 * @param text what was found, never a secret
 * @param remedy what to do about it; null when nothing is wrong
 */
public record Finding(String subject, String text, @Nullable String remedy) {

    public static Finding ok(String subject, String text) {
        return new Finding(subject, text, null);
    }

    public static Finding problem(String subject, String text, String remedy) {
        return new Finding(subject, text, remedy);
    }

    /** Whether a run would work as far as this goes. */
    public boolean isOk() {
        return remedy == null;
    }

    /** Such as {@code problem  token       none found; set HF_TOKEN}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%-8s %-13s %s%s", isOk() ? "ok" : "problem", subject, text, isOk() ? "" : "; " + remedy);
    }
}
