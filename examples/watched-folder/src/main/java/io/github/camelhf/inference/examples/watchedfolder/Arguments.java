package io.github.camelhf.inference.examples.watchedfolder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say what a run shall do, and what is wrong with them. */
final class Arguments {

    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            description = "Your folder of pictures. Files are moved into folders below it, never changed.")
    private @Nullable Path dir;

    @Option(names = "--watch", description = "Go on when the folder is empty, until Ctrl-C.")
    private boolean watch;

    @Option(
            names = "--labels",
            split = ",",
            paramLabel = "LABEL",
            defaultValue = "ceramic tile,natural stone,wood flooring,brick wall,mosaic,grass",
            description = "What to tell apart, separated by commas (${DEFAULT-VALUE}).")
    private List<String> labels = new ArrayList<>();

    @Option(
            names = "--min-score",
            paramLabel = "SCORE",
            defaultValue = "0.5",
            description = "Best score, 0 to 1, below which a file goes to review (${DEFAULT-VALUE}).")
    private double minScore;

    @Option(
            names = "--min-margin",
            paramLabel = "SCORE",
            defaultValue = "0.2",
            description = "Distance, 0 to 1, of the best score to the second below which a file goes to review"
                    + " (${DEFAULT-VALUE}).")
    private double minMargin;

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

    @Option(
            names = "--demo-dir",
            paramLabel = "FOLDER",
            defaultValue = "${sys:watched-folder.demo-dir:-watched-folder-demo}",
            description = "Where the demonstration works; emptied when it starts anew (${DEFAULT-VALUE}).")
    private Path demoDir = Path.of("watched-folder-demo");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** Whether the run is about the shipped pictures. */
    boolean demonstration() {
        return dir == null;
    }

    /**
     * The options, checked.
     *
     * @throws ParameterException with a sentence for the user
     */
    Settings settings() {
        if (model != null && endpointUrl != null) {
            throw wrong("--model and --endpoint-url exclude each other: an endpoint has its own model");
        }
        // Not shown: a broken address may hold a password.
        if (endpointUrl != null && !endpointUrl.matches("https?://[^@/?#]+([/?#].*)?")) {
            throw wrong(
                    "--endpoint-url must be an http or https address with a host and without user name or password");
        }
        if (dir != null && !(Files.isDirectory(dir) && Files.isWritable(dir))) {
            throw wrong("--dir must be a folder in which files can be moved, " + dir + " is not");
        }
        if (dir != null && spec.commandLine().getParseResult().hasMatchedOption("--demo-dir")) {
            throw wrong("--demo-dir is for the demonstration, which --dir replaces");
        }
        if (!List.of("auto", "pipeline", "multimodal").contains(api)) {
            throw wrong("--api must be auto, pipeline or multimodal, got " + api);
        }
        Path inbox = dir != null ? dir : new DemonstrationFolder(demoDir).inbox();
        Path results = dir != null ? dir : demoDir;
        return new Settings(
                inbox.toAbsolutePath().normalize(),
                results.toAbsolutePath().normalize(),
                trimmedLabels(),
                share("--min-score", minScore),
                share("--min-margin", minMargin),
                ModelServer.of(model, endpointUrl, api),
                watch,
                callsAtATime(),
                atLeastZero(retries),
                delay());
    }

    private List<String> trimmedLabels() {
        List<String> trimmed = labels.stream()
                .map(String::trim)
                .filter(label -> !label.isEmpty())
                .toList();
        if (trimmed.size() < 2 || new HashSet<>(trimmed).size() < trimmed.size()) {
            throw wrong("--labels needs two or more different labels, got " + String.join(",", labels));
        }
        return trimmed;
    }

    private double share(String option, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw wrong(option + " must be between 0 and 1, got " + value);
        }
        return value;
    }

    /** The emulator computes on this machine: more calls than it has processors would only wait for each other. */
    private int callsAtATime() {
        if (maxInFlight == null) {
            return model == null && endpointUrl == null ? 4 : 64;
        }
        if (maxInFlight < 1) {
            throw wrong("--max-in-flight must be 1 or more, got " + maxInFlight);
        }
        return maxInFlight;
    }

    private int atLeastZero(int value) {
        if (value < 0) {
            throw wrong("--retries must be 0 or more, got " + value);
        }
        return value;
    }

    private Duration delay() {
        try {
            return Duration.ofMillis(TimeUtils.toMilliSeconds(retryDelay));
        } catch (RuntimeException e) {
            throw wrong("--retry-delay must be a time such as 500ms or 2s, got " + retryDelay);
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
