package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.configuration.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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

    @Option(
            names = "--watch",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Go on when the folder is empty, until Ctrl-C.")
    private boolean watch;

    @Option(
            names = "--dry-run",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Say only what would happen: no file is moved, nothing is written beside one.")
    private boolean dryRun;

    @Option(
            names = "--leave",
            split = ";",
            paramLabel = "NAME;...",
            hideParamSyntax = true,
            defaultValue = IgnoredNames.USUAL,
            description = "Files of these names are left alone, * stands for anything; separated by semicolons"
                    + " (${DEFAULT-VALUE}). Hidden files, *.xmp and *.json always are.")
    private List<String> leave = new ArrayList<>();

    @Option(
            names = "--no-xmp",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Write no XMP file with the label as a keyword, which photo programs read, beside a picture.")
    private boolean noXmp;

    @Option(
            names = "--ask-again",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Use no answer of an earlier run, such as after another model was put behind an address.")
    private boolean askAgain;

    @Mixin
    private DecisionOptions decisions = new DecisionOptions();

    @Mixin
    private ServerOptions servers = new ServerOptions();

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

    /** What is asked of the folder of {@code --dir}. */
    enum Folder {
        /** It is there and files can be moved in it. */
        USABLE,
        /** Nothing: somebody else looks at it. */
        AS_GIVEN
    }

    /** The options, checked, with a folder that can be used. */
    Settings settings() {
        return settings(Folder.USABLE);
    }

    /**
     * The options, checked.
     *
     * @throws ParameterException with a sentence for the user
     */
    Settings settings(Folder needed) {
        try {
            return new Settings(
                    folders(needed),
                    decisions.rules(),
                    servers.reachable(this::rank, this::variable),
                    servers.calls(),
                    new Settings.Mode(watch, dryRun, !noXmp, askAgain));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** How near to the user an option was set: 0 by a flag, 1 by the environment, 2 by the file or not at all. */
    private int rank(String option) {
        if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
            return 0;
        }
        return spec.defaultValueProvider() instanceof Configuration read && read.inEnvironment(option) ? 1 : 2;
    }

    private @Nullable String variable(String name) {
        return spec.defaultValueProvider() instanceof Configuration read ? read.variableOf(name) : null;
    }

    private Settings.Folders folders(Folder needed) {
        if (dir != null && needed == Folder.USABLE && !(Files.isDirectory(dir) && Files.isWritable(dir))) {
            throw new IllegalArgumentException(
                    "--dir must be a folder in which files can be moved, " + dir + " is not");
        }
        if (dir != null && spec.commandLine().getParseResult().hasMatchedOption("--demo-dir")) {
            throw new IllegalArgumentException("--demo-dir is for the demonstration, which --dir replaces");
        }
        Path inbox = dir != null ? dir : new DemonstrationFolder(demoDir).inbox();
        Path results = dir != null ? dir : demoDir;
        return new Settings.Folders(
                inbox.toAbsolutePath().normalize(),
                results.toAbsolutePath().normalize(),
                new IgnoredNames(leave.stream()
                        .map(String::trim)
                        .filter(name -> !name.isEmpty())
                        .toList()));
    }
}
