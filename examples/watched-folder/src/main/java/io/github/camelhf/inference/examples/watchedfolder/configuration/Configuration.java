package io.github.camelhf.inference.examples.watchedfolder.configuration;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Values for options that are not on the command line: first from the environment, then from a file. The option {@code
 * --min-score} is {@code WATCHED_FOLDER_MIN_SCORE} in the one and {@code min-score} in the other. An empty value counts as
 * none.
 */
public final class Configuration implements IDefaultValueProvider {

    /** The option that names the file. */
    public static final String CONFIG = "--config";

    private static final String ENVIRONMENT_PREFIX = "WATCHED_FOLDER_";

    private final Map<String, String> environment;
    private final @Nullable PropertyFile file;
    private final boolean named;

    private Configuration(Map<String, String> environment, @Nullable PropertyFile file, boolean named) {
        this.environment = environment;
        this.file = file;
        this.named = named;
    }

    /**
     * Reads the file.
     *
     * @param environment all variables; those of others are passed over
     * @param named the file to read; null for that of the environment, else {@code application.properties} in the folder
     *     where the command was started, if there is one
     * @throws IllegalArgumentException with a sentence for the user
     */
    public static Configuration read(Map<String, String> environment, @Nullable Path named) {
        String variable = environment.get(variable(CONFIG));
        if (named != null) {
            return new Configuration(environment, PropertyFile.read(named), true);
        }
        if (variable != null && !variable.isBlank()) {
            return new Configuration(environment, PropertyFile.read(Path.of(variable)), true);
        }
        return inFolder(environment, Path.of(""));
    }

    /** With the usual file of a folder, if there is one. */
    static Configuration inFolder(Map<String, String> environment, Path folder) {
        Path usual = folder.resolve(PropertyFile.USUAL);
        return new Configuration(environment, Files.exists(usual) ? PropertyFile.read(usual) : null, false);
    }

    /** {@code WATCHED_FOLDER_MIN_SCORE} for {@code --min-score}. */
    public static String variable(String option) {
        return ENVIRONMENT_PREFIX + property(option).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** {@code min-score} for {@code --min-score}. */
    public static String property(String option) {
        return option.substring("--".length());
    }

    /** Options that can be set here: all but those that only ask for information. */
    public static List<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .map(OptionSpec::longestName)
                .toList();
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        return argument instanceof OptionSpec option && !option.usageHelp() && !option.versionHelp()
                ? value(option.longestName())
                : null;
    }

    /** Where the value of an option comes from, for people; nothing when it is not set here. */
    public Optional<String> origin(String option) {
        if (inEnvironment(option)) {
            return Optional.of("the environment variable " + variable(option));
        }
        return file != null && !file.values().getOrDefault(property(option), "").isEmpty()
                ? Optional.of(property(option) + " in " + file.path())
                : Optional.empty();
    }

    /** Whether it is the environment, which goes before the file, that sets an option. */
    public boolean inEnvironment(String option) {
        return !environment.getOrDefault(variable(option), "").isBlank();
    }

    /** The value of any variable of the environment, null when it is not set. */
    public @Nullable String variableOf(String name) {
        return environment.get(name);
    }

    /**
     * A file that was found, not named, and in which no key is an option of a command: it is another program's.
     *
     * @return its path; nothing when there is no such file
     */
    public Optional<Path> foreignFile(CommandLine command) {
        if (file == null || named || file.values().isEmpty()) {
            return Optional.empty();
        }
        Set<String> known = known(command);
        boolean own = file.values().keySet().stream().anyMatch(key -> known.contains("--" + key));
        return own ? Optional.empty() : Optional.of(file.path());
    }

    /**
     * Refuses a file with keys that no command has as an option: a misspelt threshold would be no threshold. A {@link
     * #foreignFile} is passed over.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    public void requireKnownKeys(CommandLine command) {
        if (file == null || foreignFile(command).isPresent()) {
            return;
        }
        Set<String> known = known(command);
        for (String key : file.values().keySet()) {
            if (key.toLowerCase(Locale.ROOT).contains("token")) {
                throw new IllegalArgumentException(file.path() + " holds the key " + key
                        + ": a token is taken only from the environment variable HF_TOKEN or the Hub's token file");
            }
            // A file that names another file would be read and not obeyed.
            if (!known.contains("--" + key) || key.equals(property(CONFIG))) {
                throw new IllegalArgumentException(file.path() + " holds the unknown key " + key + "; "
                        + suggestion(command, key)
                                .map(name -> "is " + name + " meant?")
                                .orElse("see --help"));
            }
        }
    }

    /** Variables that look like settings but are none. Not refused: some systems make variables of that kind themselves. */
    public List<String> unknownVariables(CommandLine command) {
        Set<String> known = new TreeSet<>();
        known(command).forEach(option -> known.add(variable(option)));
        return environment.keySet().stream()
                .filter(name -> name.startsWith(ENVIRONMENT_PREFIX) && !known.contains(name))
                .sorted()
                .toList();
    }

    private @Nullable String value(String option) {
        if (inEnvironment(option)) {
            return environment.get(variable(option));
        }
        String value = file == null ? null : file.values().get(property(option));
        return value == null || value.isEmpty() ? null : value;
    }

    private static Set<String> known(CommandLine command) {
        Set<String> known = new TreeSet<>(options(command));
        command.getSubcommands().values().forEach(sub -> known.addAll(options(sub)));
        return known;
    }

    private static Optional<String> suggestion(CommandLine command, String key) {
        String dashed =
                key.replaceAll("([a-z])([A-Z])", "$1-$2").replace('_', '-').toLowerCase(Locale.ROOT);
        if (known(command).contains("--" + dashed)) {
            return Optional.of(dashed);
        }
        List<String> unmatched = new ArrayList<>(List.of("--" + dashed));
        return new UnmatchedArgumentException(command, unmatched)
                .getSuggestions().stream()
                        .filter(name -> name.startsWith("--"))
                        .findFirst()
                        .map(Configuration::property);
    }
}
