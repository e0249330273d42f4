package io.github.camelhf.inference.options;

import io.github.camelhf.inference.input.AddressFault;
import io.github.camelhf.inference.input.WebAddress;
import io.github.camelhf.inference.task.Dialect;
import io.github.camelhf.inference.task.Task;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where calls go.
 *
 * @param address the endpoint's address as given, or where the hosted service starts
 * @param hosted  whether the model's path is appended
 * @param model   a Hub id, null when only the endpoint knows
 * @param dialect how the server is asked
 */
public record Target(URI address, boolean hosted, @Nullable String model, Dialect dialect) {

    /** One or two segments, as the Hub allows them: nothing that could lead to another path. */
    private static final Pattern MODEL_ID =
            Pattern.compile("(?!.*\\.\\.)[A-Za-z0-9][A-Za-z0-9._-]{0,95}(/[A-Za-z0-9][A-Za-z0-9._-]{0,95})?");

    /** The router takes a provider, or a rule by which it chooses one, behind a colon. Source: the Hub's documentation, read 2026-11-20. */
    private static final Pattern ROUTED = Pattern.compile("(.+?):[A-Za-z0-9][A-Za-z0-9._-]{0,95}");

    /** A server of one's own calls its models as it likes. */
    private static final Pattern SERVED_NAME = Pattern.compile("[\\x21-\\x7E]{1,200}");

    /**
     * The address for one call.
     *
     * <p>The hosted service takes the suffix for the two tasks that one model serves. Source: both official clients, read 2026-11-20.
     *
     * @param asked the model to append, where one is appended
     */
    public URI uri(Task task, @Nullable String asked) {
        if (!hosted) {
            return address;
        }
        String host = address.getScheme() + "://" + address.getRawAuthority();
        String path = address.getRawPath().replaceAll("/+$", "");
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        if (dialect == Dialect.OPENAI) {
            // The router's own address stands beside that of the one provider to which baseUrl leads.
            return URI.create(host + path.replaceAll("/(hf-inference|v1)$", "") + "/v1/chat/completions" + query);
        }
        return URI.create(host + path + "/models/" + asked + suffix(task) + query);
    }

    private String suffix(Task task) {
        if (dialect != Dialect.PIPELINE) {
            return "";
        }
        return switch (task) {
            case TEXT_EMBEDDING -> "/pipeline/feature-extraction";
            case SENTENCE_SIMILARITY -> "/pipeline/sentence-similarity";
            default -> "";
        };
    }

    /** Without the query, which may hold a key. */
    @Override
    public String toString() {
        return SafeUri.address(address.toString()) + (model == null ? "" : " (" + model + ")");
    }

    /** Whether a message may ask for this model. */
    public boolean takesModel(String name) {
        return isModel(name, dialect, hosted);
    }

    /** Whether a model can be called so: where it stands in the body and not in the address, it may be called more. */
    static boolean isModel(String name, Dialect dialect, boolean hosted) {
        if (dialect != Dialect.OPENAI) {
            return isModelId(name);
        }
        return hosted
                ? isModelId(ROUTED.matcher(name).replaceFirst("$1"))
                : SERVED_NAME.matcher(name).matches();
    }

    public static boolean isModelId(String text) {
        return MODEL_ID.matcher(text).matches();
    }

    /**
     * Reads the address of an option.
     *
     * @throws IllegalArgumentException when it is not an http or https address with a host and without a user name
     */
    static URI address(String option, String text) {
        String fault = "";
        try {
            URI address = WebAddress.ascii(text.trim());
            boolean http =
                    "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            if (http && address.getHost() != null && address.getRawUserInfo() == null) {
                return address;
            }
            if (http && address.getHost() == null && address.getRawAuthority() != null) {
                fault =
                        "; its host may have letters, digits, hyphens and dots only, no underscore: give the server another"
                                + " name, or write its address";
            }
        } catch (URISyntaxException e) {
            // Said below, without the text: a broken address may hold a password.
            fault = AddressFault.of(e);
        }
        throw new IllegalArgumentException("option " + option
                + " must be an http or https address with a host and without user name or password" + fault);
    }
}
