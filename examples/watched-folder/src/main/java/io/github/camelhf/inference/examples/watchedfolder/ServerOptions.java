package io.github.camelhf.inference.examples.watchedfolder;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options about who is asked and how. */
final class ServerOptions {

    /** The emulator computes on this machine: more calls than it has processors would only wait for each other. */
    private static final int CALLS_AT_A_TIME_ON_THIS_MACHINE = 4;

    private static final int CALLS_AT_A_TIME = 64;

    /** Each call holds a picture in the memory. */
    private static final int MOST_CALLS = 1000;

    private static final int MOST_RETRIES = 1000;

    /** The delays are doubled only so far. */
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private static final int LAST_PORT = 65_535;

    @Option(names = "--model", paramLabel = "ID", description = "Ask this model of the hosted service.")
    private @Nullable String model;

    @Option(names = "--endpoint-url", paramLabel = "URL", description = "Ask the server at this address.")
    private @Nullable String endpointUrl;

    @Option(
            names = "--api",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "How that server is asked: auto, pipeline or multimodal (${DEFAULT-VALUE}).")
    private String api = "auto";

    @Option(
            names = "--max-in-flight",
            paramLabel = "N",
            description = "Most calls that are open at a time, 1 to 1000 (64; 4 for the demonstration model).")
    private @Nullable Integer maxInFlight;

    @Option(
            names = "--retries",
            paramLabel = "N",
            defaultValue = "6",
            description = "Further attempts when the server is not available (${DEFAULT-VALUE}).")
    private int retries;

    @Option(
            names = "--retry-delay",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "Time before the first of them, such as 500ms; doubled for each next one, up to 30s"
                    + " (${DEFAULT-VALUE}).")
    private String retryDelay = "1s";

    @Mixin
    private ProxyOptions proxies = new ProxyOptions();

    /** Who is asked, and through which proxy; the arguments are those of {@link #server} and {@link ProxyOptions#to}. */
    ModelServer reachable(ToIntFunction<String> rank, UnaryOperator<@Nullable String> environment) {
        ModelServer server = server(rank);
        return server.isDemonstration() ? server : server.through(proxies.to(server.address(), rank, environment));
    }

    /**
     * Who is asked. Of a model and an address the one counts that was set nearer to the user.
     *
     * @param rank of an option: the smaller, the nearer
     * @throws IllegalArgumentException with a sentence for the user
     */
    private ModelServer server(ToIntFunction<String> rank) {
        if (model != null && endpointUrl != null) {
            int nearer = Integer.compare(rank.applyAsInt("--model"), rank.applyAsInt("--endpoint-url"));
            if (nearer == 0) {
                throw new IllegalArgumentException(
                        "--model and --endpoint-url exclude each other: an endpoint has its own model");
            }
            return nearer < 0
                    ? ModelServer.of(model, null, checkedApi())
                    : ModelServer.of(null, checkedAddress(), checkedApi());
        }
        return ModelServer.of(model, checkedAddress(), checkedApi());
    }

    private @Nullable String checkedAddress() {
        if (endpointUrl == null) {
            return null;
        }
        // Not shown: a broken address may hold a password.
        String sentence =
                "--endpoint-url must be an http or https address with a host and without user name or password";
        URI address;
        try {
            address = new URI(endpointUrl);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(sentence + "; " + e.getReason() + " at character " + (e.getIndex() + 1));
        }
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (!List.of("http", "https").contains(scheme)
                || address.getHost() == null
                || address.getRawUserInfo() != null) {
            throw new IllegalArgumentException(sentence);
        }
        if (address.getPort() == 0 || address.getPort() > LAST_PORT) {
            throw new IllegalArgumentException(
                    "--endpoint-url must have a port between 1 and " + LAST_PORT + ", got " + address.getPort());
        }
        return endpointUrl;
    }

    private String checkedApi() {
        if (!List.of("auto", "pipeline", "multimodal").contains(api)) {
            throw new IllegalArgumentException("--api must be auto, pipeline or multimodal, got " + api);
        }
        return api;
    }

    /** @throws IllegalArgumentException with a sentence for the user */
    Settings.Calls calls() {
        if (maxInFlight != null && (maxInFlight < 1 || maxInFlight > MOST_CALLS)) {
            throw new IllegalArgumentException(
                    "--max-in-flight must be between 1 and " + MOST_CALLS + ", got " + maxInFlight);
        }
        if (retries < 0 || retries > MOST_RETRIES) {
            throw new IllegalArgumentException("--retries must be between 0 and " + MOST_RETRIES + ", got " + retries);
        }
        return new Settings.Calls(maxInFlight != null ? maxInFlight : callsAtATime(), retries, delay());
    }

    private int callsAtATime() {
        return model == null && endpointUrl == null ? CALLS_AT_A_TIME_ON_THIS_MACHINE : CALLS_AT_A_TIME;
    }

    private Duration delay() {
        Duration delay;
        try {
            delay = Duration.ofMillis(TimeUtils.toMilliSeconds(retryDelay));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "--retry-delay must be a time such as 500ms or 2s, got " + retryDelay, e);
        }
        // Camel reads a time with a minus as one without.
        if (retryDelay.trim().startsWith("-") || delay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("--retry-delay must be between 0 and 30s, got " + retryDelay);
        }
        return delay;
    }
}
