package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.files.FailureText;
import io.github.camelhf.inference.examples.watchedfolder.progress.Progress;
import io.github.camelhf.inference.examples.watchedfolder.progress.ProgressBarLine;
import io.github.camelhf.inference.examples.watchedfolder.progress.ProgressLines;
import io.github.camelhf.inference.examples.watchedfolder.report.ReportCommand;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Sorts the pictures of a folder by what they show, from the command line. */
@Command(
        name = "watched-folder",
        subcommands = ReportCommand.class,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        abbreviateSynopsis = true,
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

    @Mixin
    private Arguments arguments = new Arguments();

    @SuppressWarnings("UnusedVariable") // read before the others
    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Settings as a file of properties (application.properties in the folder where the command was"
                    + " started, if there is one).")
    private @Nullable Path config;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Show the log on the error output.")
    private boolean verbose;

    @SuppressWarnings("UnusedVariable") // picocli asks for it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    private boolean help;

    @SuppressWarnings("UnusedVariable") // picocli asks for it
    @Option(names = "--version", versionHelp = true, description = "Show the version.")
    private boolean version;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final CompletableFuture<Ending> end;
    private volatile boolean sorting;

    /** @param end completing it ends the run */
    WatchedFolderCommand(CompletableFuture<Ending> end) {
        this.end = end;
    }

    /** Ends the process with the command's exit status. Ctrl-C lets the files in flight end first. */
    public static void main(String[] arguments) {
        CompletableFuture<Ending> end = new CompletableFuture<>();
        CountDownLatch finished = new CountDownLatch(1);
        Program program = new Program(end, System.getenv());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(program, end, finished), "watched-folder-stop"));
        int status = program.run(arguments);
        finished.countDown();
        System.exit(status);
    }

    private static void stop(Program program, CompletableFuture<Ending> end, CountDownLatch finished) {
        end.complete(Ending.STOPPED);
        if (!program.isSorting()) {
            return;
        }
        try {
            finished.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether files may be in flight, and not only looked at. */
    boolean isSorting() {
        return sorting;
    }

    /** Before the first logger is made: the output is for people, so the log is off. */
    void prepareLog() {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", verbose ? "info" : "off");
    }

    @Override
    public Integer call() throws Exception {
        sorting = true;
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Settings settings = arguments.settings();
        try {
            if (arguments.demonstration()) {
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
        return FailureText.of(cause);
    }

    private static void greet(PrintWriter out, Settings settings) {
        String who = (settings.server().isDemonstration() ? "the " : "")
                + settings.server().name();
        out.println("Sorting " + Report.path(settings.inbox()) + " with " + who
                + (settings.mode().dryRun() ? "; a dry run, nothing is moved" : "")
                + (settings.watch() ? "; Ctrl-C ends it" : ""));
        out.flush();
    }

    private Progress progress(PrintWriter out, Settings settings) throws Exception {
        long total = settings.watch()
                ? 0
                : LeftFiles.count(settings.inbox(), settings.folders().ignored());
        // The lines of a dry run and of the log would break it.
        boolean bar = total > 0 && !verbose && !settings.mode().dryRun() && isTerminal();
        // One less than the terminal has: a full line would break.
        return bar
                ? new ProgressBarLine(System.out, total, spec.usageMessage().width() - 1)
                : new ProgressLines(out, total, new SteadyClock());
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
}
