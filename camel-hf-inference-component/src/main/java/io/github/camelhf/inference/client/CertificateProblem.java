package io.github.camelhf.inference.client;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Why a server's certificate was refused, and what can be done about it. Waiting helps in no case. */
public final class CertificateProblem {

    /** A chain of causes that bites its own tail would have no end. */
    private static final int MOST_CAUSES = 20;

    private static final int MOST_WORDS = 200;

    /** TLS' own check of the name, which HttpClient lets take effect since 5.6.4, has no exception class of its own. */
    private static final Pattern BY_TLS = Pattern.compile("No (name|subject alternative)");

    private CertificateProblem() {}

    /**
     * The problem and its remedy in one sentence, empty when the failure is about something else.
     *
     * @param trust how an authority is made known, such as the name of an option
     */
    public static Optional<String> of(Throwable failure, String trust) {
        Throwable time = cause(failure, CertificateExpiredException.class);
        if (time == null) {
            time = cause(failure, CertificateNotYetValidException.class);
        }
        if (time != null) {
            return Optional.of("the server's certificate is not valid at this time (" + words(time)
                    + "): have it renewed, or set this machine's clock");
        }
        Throwable other = cause(failure, CertificateException.class);
        Throwable name = cause(failure, SSLPeerUnverifiedException.class);
        if (name == null
                && other != null
                && BY_TLS.matcher(String.valueOf(other.getMessage())).lookingAt()) {
            name = other;
        }
        if (name != null) {
            return Optional.of("the server's certificate is for another host (" + words(name)
                    + "): call the server by a name that its certificate holds");
        }
        if (cause(failure, CertPathBuilderException.class) != null) {
            return Optional.of(
                    "the server's certificate is self-signed or comes from an authority that is not trusted here:"
                            + " make it known by " + trust);
        }
        return Optional.ofNullable(other)
                .map(refused -> "the server's certificate is refused (" + words(refused)
                        + "): have it replaced, or see " + trust);
    }

    /** Names in it come from the certificate. */
    private static String words(Throwable cause) {
        String text = String.valueOf(cause.getMessage()).replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ");
        return text.length() > MOST_WORDS ? text.substring(0, MOST_WORDS) + "…" : text;
    }

    private static @Nullable Throwable cause(Throwable failure, Class<? extends Throwable> type) {
        return Stream.<@Nullable Throwable>iterate(
                        failure, Objects::nonNull, cause -> cause == null ? null : cause.getCause())
                .limit(MOST_CAUSES)
                .filter(type::isInstance)
                .findFirst()
                .orElse(null);
    }
}
