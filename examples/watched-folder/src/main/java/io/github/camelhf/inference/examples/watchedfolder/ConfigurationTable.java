package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.configuration.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The part of the help that says how options are set without the command line. */
final class ConfigurationTable implements IHelpSectionRenderer {

    private static final String KEY = "configuration";

    private ConfigurationTable() {}

    /** Puts the part before the footer. */
    static void addTo(CommandLine command) {
        command.getHelpSectionMap().put(KEY, new ConfigurationTable());
        List<String> keys = new ArrayList<>(command.getHelpSectionKeys());
        keys.add(keys.indexOf(UsageMessageSpec.SECTION_KEY_FOOTER_HEADING), KEY);
        command.setHelpSectionKeys(keys);
    }

    @Override
    public String render(Help help) {
        StringBuilder text = new StringBuilder(String.format(
                "%nEach option can be set in three ways; a flag goes before the environment, and that before the file"
                        + " of --config:%n"));
        String row = "  %-18s %-30s %s%n";
        text.append(String.format(Locale.ROOT, row, "flag", "environment variable", "key in application.properties"));
        for (String option : Configuration.options(help.commandSpec().commandLine())) {
            String key = option.equals(Configuration.CONFIG) ? "" : Configuration.property(option);
            text.append(String.format(Locale.ROOT, row, option, Configuration.variable(option), key));
        }
        return text.toString();
    }
}
