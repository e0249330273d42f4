package io.github.camelhf.inference.examples.watchedfolder;

import java.time.Duration;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options about who is asked and how. */
final class ServerOptions {

    /** The emulator computes on this machine: more calls than it has processors would only wait for each other. */
    private static final int CALLS_AT_A_TIME_ON_THIS_MACHINE = 4;

    private static final int CALLS_AT_A_TIME = 64;

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
            description = "Most calls that are open at a time (64; 4 for the demonstration model).")
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
            description = "Time before the first of them, such as 500ms; doubled for each next one (${DEFAULT-VALUE}).")
    private String retryDelay = "1s";

    /**
     * Who is asked. Of a model and an address the one counts that was set nearer to the user.
     *
     * @param rank of an option: the smaller, the nearer
     * @throws IllegalArgumentException with a sentence for the user
     */
    ModelServer server(ToIntFunction<String> rank) {
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
        // Not shown: a broken address may hold a password.
        if (endpointUrl != null && !endpointUrl.matches("https?://[^@/?#]+([/?#].*)?")) {
            throw new IllegalArgumentException(
                    "--endpoint-url must be an http or https address with a host and without user name or password");
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
        if (maxInFlight != null && maxInFlight < 1) {
            throw new IllegalArgumentException("--max-in-flight must be 1 or more, got " + maxInFlight);
        }
        if (retries < 0) {
            throw new IllegalArgumentException("--retries must be 0 or more, got " + retries);
        }
        return new Settings.Calls(maxInFlight != null ? maxInFlight : callsAtATime(), retries, delay());
    }

    private int callsAtATime() {
        return model == null && endpointUrl == null ? CALLS_AT_A_TIME_ON_THIS_MACHINE : CALLS_AT_A_TIME;
    }

    private Duration delay() {
        try {
            return Duration.ofMillis(TimeUtils.toMilliSeconds(retryDelay));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "--retry-delay must be a time such as 500ms or 2s, got " + retryDelay, e);
        }
    }
}
