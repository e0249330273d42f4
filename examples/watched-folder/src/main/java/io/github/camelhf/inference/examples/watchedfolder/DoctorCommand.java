package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.emulator.InferenceEmulator;
import io.github.camelhf.inference.examples.watchedfolder.decision.Label;
import io.github.camelhf.inference.examples.watchedfolder.doctor.CallCheck;
import io.github.camelhf.inference.examples.watchedfolder.doctor.ConnectionCheck;
import io.github.camelhf.inference.examples.watchedfolder.doctor.Finding;
import io.github.camelhf.inference.examples.watchedfolder.doctor.FolderCheck;
import io.github.camelhf.inference.examples.watchedfolder.doctor.TokenCheck;
import io.github.camelhf.inference.proxy.Proxy;
import java.io.File;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says whether a run with the same options would work, and if not, why. */
@Command(
        name = "doctor",
        sortOptions = false,
        usageHelpAutoWidth = true,
        abbreviateSynopsis = true,
        description = {
            "Checks what a run with the same options needs, from Java to a call with a tiny picture, and says what to do"
                    + " about each problem. Moves no picture and leaves nothing behind.",
            "Options like those of a run:"
        },
        footer = {"", "Exit status: 0 everything is fine, 1 there are problems, 2 wrong options."})
final class DoctorCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LEAST_FREE_BYTES = 100L * 1024 * 1024;

    @Mixin
    private Arguments arguments = new Arguments();

    @SuppressWarnings("UnusedVariable") // picocli asks for it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    private boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Map<String, String> environment;
    private int problems;

    /** @param environment the variables that count */
    DoctorCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Settings settings = arguments.settings(Arguments.Folder.AS_GIVEN);
        problems = 0;
        print(Finding.ok("java", System.getProperty("java.version") + " in " + System.getProperty("java.home")));
        print(names());
        folders(settings).findings().forEach(this::print);
        if (settings.server().isDemonstration()) {
            demonstration(settings);
        } else {
            server(settings);
        }
        out().println(problems == 0 ? "Everything is fine." : problems == 1 ? "1 problem." : problems + " problems.");
        out().flush();
        return problems == 0 ? 0 : 1;
    }

    private static Finding names() {
        String encoding = System.getProperty("sun.jnu.encoding", "");
        return encoding.equalsIgnoreCase("UTF-8") || File.separatorChar == '\\'
                ? Finding.ok("names", "file names may hold any letter")
                : Finding.problem(
                        "names",
                        "file names are read as " + encoding + ": those with other letters are left",
                        "start Java with a UTF-8 locale, such as LC_ALL=C.UTF-8");
    }

    private FolderCheck folders(Settings settings) {
        List<String> places = Stream.concat(
                        Stream.of("sorted", "review", "failed", ".watched-folder"),
                        settings.rules().labels().stream().map(Label::folder).map(folder -> "sorted/" + folder))
                .toList();
        if (!arguments.demonstration()) {
            return new FolderCheck(settings.inbox(), settings.results(), places, LEAST_FREE_BYTES);
        }
        // It makes its folder itself, wherever there is one to make it in.
        Path there = settings.results();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return new FolderCheck(there, there, List.of(), LEAST_FREE_BYTES);
    }

    private void demonstration(Settings settings) {
        print(Finding.ok("server", "the demonstration model, started on this machine"));
        String token = UUID.randomUUID().toString();
        try (InferenceEmulator emulator =
                InferenceEmulator.builder().token(token).start()) {
            call(settings.asking(settings.server().emulator(emulator.url().toString(), token)));
        }
    }

    private void server(Settings settings) {
        ModelServer server = settings.server();
        print(Finding.ok("server", server.name()));
        boolean hosted = server.endpointUrl() == null;
        print(new TokenCheck(environment, Path.of(System.getProperty("user.home")), hosted).finding());
        print(Finding.ok("proxy", server.proxy().toString()));
        Proxy proxy = server.proxy().proxy();
        // The proxy looks the server up and connects to it: what this machine knows of it says nothing.
        URI next = proxy == null ? server.address() : URI.create("http://" + proxy + "/");
        List<Finding> way = new ConnectionCheck(next, PATIENCE).findings();
        way.forEach(this::print);
        // Without a way there is nothing that a call could add.
        if (way.stream().allMatch(Finding::isOk)) {
            call(settings);
        }
    }

    private void call(Settings settings) {
        new CallCheck(settings.server()::configure, settings.rules(), ProxyOptions::inWordsOfTheCommand)
                .findings()
                .forEach(this::print);
    }

    private void print(Finding finding) {
        if (!finding.isOk()) {
            problems++;
        }
        out().println(Report.printable(finding.toString()));
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
