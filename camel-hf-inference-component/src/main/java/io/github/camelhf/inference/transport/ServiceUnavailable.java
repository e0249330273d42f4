package io.github.camelhf.inference.transport;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a 503 means, as far as its answer alone tells. Sources: recorded answers of the hosted service; the error pages of nginx
 * 1.22, HAProxy 2.6 and squid 5.7; uvicorn's limit of concurrency; Envoy's local replies; llama.cpp's server; read 2026-11-25.
 * docs/errors.md lists them.
 */
enum ServiceUnavailable {
    /** Somebody says that the model is on its way. */
    LOADING,
    /** A limit of the server or of a gateway before it was reached, or the gateway could not get through. */
    OVERLOAD,
    /** Either. */
    UNCLEAR;

    private static final Pattern STARTING = Pattern.compile(
            "loading model|is starting|starting up|initiali[sz]ing|not ready|scal(ing|es?) (up|from)|warming up",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern LIMIT = Pattern.compile(
            "queue( is|'s)? (full|overflow)|queue size|overflow|backpressure|concurren|too many|rate.?limit|throttl"
                    + "|slow ?down|reduce your|at capacity|no server is available|upstream connect error",
            Pattern.CASE_INSENSITIVE);

    /**
     * Sorts a 503 whose words are not already known for an overload.
     *
     * @param said the words in one line
     */
    static ServiceUnavailable of(WireResponse response, ErrorBody error, String said) {
        if (error.estimatedTime().isPresent() || saysLoading(said) || asksToScaleUp(response)) {
            return LOADING;
        }
        return LIMIT.matcher(said).find() || isOfAGateway(response, error, said) ? OVERLOAD : UNCLEAR;
    }

    private static boolean saysLoading(String said) {
        return ErrorResponses.LOADING.matcher(said).find()
                || STARTING.matcher(said).find();
    }

    private static boolean asksToScaleUp(WireResponse response) {
        return response.headers().keySet().stream()
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("x-scale-up"));
    }

    private static boolean isOfAGateway(WireResponse response, ErrorBody error, String said) {
        return response.header("x-squid-error").isPresent()
                || (error.page() && isNginx(header(response, "server")))
                || (header(response, "content-type").startsWith("text/plain")
                        && said.equalsIgnoreCase("Service Unavailable"));
    }

    /** Its own page: what a server behind it says keeps its form. */
    private static boolean isNginx(String server) {
        return server.startsWith("nginx") || server.startsWith("openresty") || server.startsWith("tengine");
    }

    private static String header(WireResponse response, String name) {
        return response.header(name).orElse("").trim().toLowerCase(Locale.ROOT);
    }
}
