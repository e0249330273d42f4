package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.configuration.Configuration;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Unmatched;
import picocli.CommandLine.UnmatchedArgumentException;

/** Brings arguments, environment and file of settings together and runs the command that they name. */
final class Program {

    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

    private final WatchedFolderCommand command;
    private final CommandLine line;
    private final Map<String, String> environment;
    private @Nullable Configuration configuration;

    /**
     * @param end completing it ends a run
     * @param environment the variables that count
     */
    Program(CompletableFuture<Ending> end, Map<String, String> environment) {
        this.environment = environment;
        command = new WatchedFolderCommand(end);
        line = new CommandLine(command).addSubcommand(new DoctorCommand(environment));
        ConfigurationTable.addTo(line);
        line.getSubcommands().values().forEach(ConfigurationTable::addTo);
        line.setParameterExceptionHandler(this::refuse);
        line.setExecutionStrategy(this::execute);
    }

    Program printingTo(PrintWriter out, PrintWriter err) {
        line.setOut(out).setErr(err);
        return this;
    }

    /** Runs to the end and gives the exit status. */
    int run(String... arguments) {
        if (asksForInformation(arguments)) {
            return line.execute(arguments);
        }
        try {
            Configuration read = Configuration.read(environment, FileChoice.of(arguments));
            read.requireKnownKeys(line);
            read.foreignFile(line)
                    .ifPresent(file -> line.getErr()
                            .println("watched-folder: " + file + " has no key that is an option; it is not used"));
            for (String variable : read.unknownVariables(line)) {
                line.getErr().println("watched-folder: the environment variable " + variable + " sets no option");
            }
            line.setDefaultValueProvider(read);
            configuration = read;
        } catch (IllegalArgumentException e) {
            return refuse(new ParameterException(line, String.valueOf(e.getMessage())), arguments);
        }
        return line.execute(arguments);
    }

    /** The help shall come whatever is wrong with settings elsewhere. Wrong arguments are refused later. */
    private boolean asksForInformation(String... arguments) {
        try {
            ParseResult result = line.parseArgs(arguments);
            return result.asCommandLineList().stream()
                    .anyMatch(each -> each.isUsageHelpRequested() || each.isVersionHelpRequested());
        } catch (ParameterException e) {
            return false;
        }
    }

    /** Whether an end has to wait for files in flight. */
    boolean isSorting() {
        return command.isSorting();
    }

    /** Options of a run before the name of another command would be read and passed over. */
    private int execute(ParseResult result) {
        if (result.hasSubcommand()) {
            String name = result.subcommand().commandSpec().name();
            for (OptionSpec option : result.matchedOptions()) {
                if (option.scopeType() != ScopeType.INHERIT && !option.usageHelp()) {
                    throw new ParameterException(line, option.longestName() + " must stand after " + name);
                }
            }
        }
        command.prepareLog();
        return new CommandLine.RunLast().execute(result);
    }

    private int refuse(ParameterException failure, String[] arguments) {
        PrintWriter err = line.getErr();
        String sentence = String.valueOf(failure.getMessage());
        // Keys of a file may hold anything.
        String printable =
                String.join("\n", sentence.lines().map(Report::printable).toList());
        err.println(printable + origin(sentence, List.of(arguments)));
        UnmatchedArgumentException.printSuggestions(failure, err);
        err.println("See " + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return failure.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Who looks for a mistake on the command line shall not look for one that is elsewhere. */
    private String origin(String sentence, List<String> arguments) {
        Matcher option = OPTION.matcher(sentence);
        if (configuration == null || !option.find()) {
            return "";
        }
        String name = option.group();
        boolean flag = arguments.stream().anyMatch(each -> each.equals(name) || each.startsWith(name + "="));
        Optional<String> origin = flag ? Optional.empty() : configuration.origin(name);
        return origin.map(where -> " (set by " + where + ")").orElse("");
    }

    /** A first look at the arguments: the file has to be known before the options are read. */
    @Command
    private static final class FileChoice {

        @Option(names = "--config")
        private @Nullable Path config;

        @SuppressWarnings("UnusedVariable") // takes the other options
        @Unmatched
        private List<String> others = new ArrayList<>();

        static @Nullable Path of(String... arguments) {
            FileChoice choice = new FileChoice();
            try {
                new CommandLine(choice).parseArgs(arguments);
            } catch (ParameterException e) {
                // It comes again, with the right words, when all options are read.
                return null;
            }
            return choice.config;
        }
    }
}
