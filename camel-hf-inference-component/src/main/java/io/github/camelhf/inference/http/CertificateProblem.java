package io.github.camelhf.inference.http;

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

/**
 * Why a server's certificate was refused. Waiting helps in no case.
 *
 * @param what   the problem, a sentence without its end
 * @param remedy what can be done about it
 */
public record CertificateProblem(String what, String remedy) {

    /** A chain of causes that bites its own tail would have no end. */
    private static final int MOST_CAUSES = 20;

    private static final int MOST_WORDS = 200;

    /** TLS' own check of the name, which HttpClient lets take effect in 5.6.5, has no exception class of its own. */
    private static final Pattern BY_TLS = Pattern.compile("No (name|subject alternative)");

    /**
     * The problem, empty when the failure is about something else.
     *
     * @param trust how an authority is made known, such as the name of an option
     */
    public static Optional<CertificateProblem> of(Throwable failure, String trust) {
        Throwable time = cause(failure, CertificateExpiredException.class);
        if (time == null) {
            time = cause(failure, CertificateNotYetValidException.class);
        }
        if (time != null) {
            return problem(
                    "is not valid at this time (" + words(time) + ")", "have it renewed, or set this machine's clock");
        }
        Throwable other = cause(failure, CertificateException.class);
        Throwable name = cause(failure, SSLPeerUnverifiedException.class);
        if (name == null
                && other != null
                && BY_TLS.matcher(String.valueOf(other.getMessage())).lookingAt()) {
            name = other;
        }
        if (name != null) {
            return problem(
                    "is for another host (" + words(name) + ")",
                    "call the server by a name that its certificate holds");
        }
        if (cause(failure, CertPathBuilderException.class) != null) {
            return problem(
                    "is self-signed or comes from an authority that is not trusted here", "make it known by " + trust);
        }
        return other == null
                ? Optional.empty()
                : problem("is refused (" + words(other) + ")", "have it replaced, or see " + trust);
    }

    private static Optional<CertificateProblem> problem(String what, String remedy) {
        return Optional.of(new CertificateProblem("the server's certificate " + what, remedy));
    }

    /** The problem and its remedy. */
    public String sentence() {
        return what + ": " + remedy;
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
