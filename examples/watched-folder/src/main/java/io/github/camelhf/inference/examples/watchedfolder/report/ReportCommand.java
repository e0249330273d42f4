package io.github.camelhf.inference.examples.watchedfolder.report;

import io.github.camelhf.inference.examples.watchedfolder.files.FailureText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes the page {@code report/index.html} in a folder of results. */
@Command(
        name = "report",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Makes a page of every decision in the audit log, with previews of the pictures: report/index.html in the folder."
                    + " A browser opens it from the disk; it loads nothing from anywhere else.",
            "It can be made at any time, also while a run goes on."
        })
public final class ReportCommand implements Callable<Integer> {

    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            defaultValue = "${sys:watched-folder.demo-dir:-watched-folder-demo}",
            description = "The folder that holds sorted, review and failed (${DEFAULT-VALUE}).")
    private Path dir = Path.of("");

    @SuppressWarnings("UnusedVariable") // picocli asks for it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    private boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (!Files.isDirectory(dir)) {
            throw new ParameterException(spec.commandLine(), "--dir must be a folder with results, " + dir + " is not");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            return make(out, err) ? 0 : 1;
        } catch (IOException e) {
            err.println("watched-folder: the report could not be made: " + FailureText.of(e));
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            err.println("watched-folder: the report was not finished; start it again");
            return 1;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private boolean make(PrintWriter out, PrintWriter err) throws IOException, InterruptedException {
        Path results = dir.toAbsolutePath().normalize();
        Decisions decisions = Decisions.of(results);
        if (decisions.count() == 0) {
            err.println("watched-folder: there is no decision in " + dir.resolve("audit.jsonl")
                    + "; sort some pictures first");
            return false;
        }
        Path folder = ReportFolder.in(results);
        long made;
        try (Thumbnails thumbnails = new Thumbnails(folder)) {
            decisions.forEach(
                    result -> Found.of(results, result).ifThere(picture -> thumbnails.want(picture, result.sha256())));
            made = thumbnails.finish();
        }
        Path page = new Page(results, folder).write(decisions, Instant.now());
        out.println(decisions.count() + " files, " + made + " new previews");
        if (decisions.damaged() > 0) {
            out.println("left out: " + decisions.damaged() + " lines of the audit log that cannot be read");
        }
        out.println("Open " + page.toUri());
        return true;
    }
}
