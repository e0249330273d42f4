package io.github.camelhf.inference.examples.watchedfolder;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sorts the pictures of a folder by what they show, from the command line. */
@Command(
        name = "watched-folder",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Sorts the pictures of a folder by what they show: into sorted/<label>, review or failed, each with its result"
                    + " as JSON beside it.",
            "Without --dir it shows that with pictures of its own; without --model and --endpoint-url it asks a"
                    + " demonstration model on this machine."
        },
        footer = {
            "",
            "The token for --model and --endpoint-url is taken from the environment variable HF_TOKEN. It is no option,"
                    + " because other users of a machine can read the options of a running command.",
            "",
            "Exit status: 0 every file found its place, 1 the run failed or files were left in the inbox,"
                    + " 2 wrong options."
        })
public final class WatchedFolderCommand implements Callable<Integer> {

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
            defaultValue = "0.5",
            description = "Best score, 0 to 1, below which a file goes to review (${DEFAULT-VALUE}).")
    private double minScore;

    @Option(
            names = "--min-margin",
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

    @Option(names = "--verbose", description = "Show the log on the error output.")
    private boolean verbose;

    @SuppressWarnings("UnusedVariable") // picocli asks for it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    private boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final CompletableFuture<Ending> end;

    /** @param end completing it ends the run */
    WatchedFolderCommand(CompletableFuture<Ending> end) {
        this.end = end;
    }

    /** Ends the process with the command's exit status. Ctrl-C lets the files in flight end first. */
    public static void main(String[] arguments) {
        CompletableFuture<Ending> end = new CompletableFuture<>();
        CountDownLatch finished = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(end, finished), "watched-folder-stop"));
        int status = new CommandLine(new WatchedFolderCommand(end)).execute(arguments);
        finished.countDown();
        System.exit(status);
    }

    private static void stop(CompletableFuture<Ending> end, CountDownLatch finished) {
        end.complete(Ending.STOPPED);
        try {
            finished.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Integer call() throws Exception {
        // Before the first logger is made: the output is for people, so the log is off.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", verbose ? "info" : "off");
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Settings settings = settings();
        try {
            if (dir == null) {
                new DemonstrationFolder(settings.results()).prepare();
            }
            greet(out, settings);
            Run run = new Run(settings, out, progress(out, settings), end);
            return run.toTheEnd() ? 0 : 1;
        } catch (Exception e) {
            err.println("watched-folder: " + Report.printable(reason(e)));
            if (verbose) {
                e.printStackTrace(err);
            }
            err.flush();
            return 1;
        }
    }

    /** What went wrong at the bottom: Camel wraps it in its own words. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause().getMessage() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    private static void greet(PrintWriter out, Settings settings) {
        out.println("Sorting " + Report.path(settings.inbox()) + " with the "
                + settings.server().name() + (settings.watch() ? "; Ctrl-C ends it" : ""));
        out.flush();
    }

    private Progress progress(PrintWriter out, Settings settings) throws Exception {
        long total = settings.watch() ? 0 : Run.count(settings.inbox());
        boolean bar = total > 0 && !verbose && isTerminal();
        return bar ? new ProgressBarLine(System.out, total) : new ProgressLines(out, total);
    }

    @SuppressWarnings("SystemConsoleNull") // newer versions are asked in another way
    private static boolean isTerminal() throws ReflectiveOperationException {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From Java 22 on there is always a console.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        }
    }

    private Settings settings() {
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
