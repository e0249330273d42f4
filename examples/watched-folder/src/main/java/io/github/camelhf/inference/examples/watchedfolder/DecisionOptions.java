package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.decision.Label;
import io.github.camelhf.inference.examples.watchedfolder.decision.Rules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options about what is told apart and how sure an answer must be. */
final class DecisionOptions {

    @Option(
            names = "--labels",
            split = ",",
            paramLabel = "LABEL,...",
            hideParamSyntax = true,
            defaultValue = "ceramic tile,natural stone,wood flooring,brick wall,mosaic,grass",
            description = "What to tell apart, separated by commas (${DEFAULT-VALUE}).")
    private List<String> labels = new ArrayList<>();

    @Option(
            names = "--prompt",
            split = ";",
            paramLabel = "LABEL=TEXT;...",
            hideParamSyntax = true,
            description = "Compare pictures with this text in place of the label's name. Several for one label are"
                    + " synonyms: repeat the option, or separate them by semicolons.")
    private List<String> prompts = new ArrayList<>();

    @Option(
            names = "--none-of-these",
            split = ";",
            paramLabel = "TEXT;...",
            hideParamSyntax = true,
            description =
                    "A text for everything else, such as \"a person\": a picture that fits it best goes to review."
                            + " Repeat it, or separate several by semicolons.")
    private List<String> noneOfThese = new ArrayList<>();

    @Option(
            names = "--min-score",
            paramLabel = "SCORE",
            defaultValue = "0.5",
            description = "Best score, 0 to 1, below which a file goes to review (${DEFAULT-VALUE}).")
    private double minScore;

    @Option(
            names = "--min-score-for",
            split = ";",
            paramLabel = "LABEL=SCORE;...",
            hideParamSyntax = true,
            description = "The same for one label. Repeat it, or separate several by semicolons.")
    private List<String> minScores = new ArrayList<>();

    @Option(
            names = "--min-margin",
            paramLabel = "SCORE",
            defaultValue = "0.2",
            description = "Distance, 0 to 1, of the best label to the second below which a file goes to review"
                    + " (${DEFAULT-VALUE}).")
    private double minMargin;

    /** @throws IllegalArgumentException with a sentence for the user */
    Rules rules() {
        List<String> names = trimmed(labels);
        List<String> others = trimmed(noneOfThese);
        if (names.size() + Math.min(1, others.size()) < 2 || new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException(
                    "--labels needs two or more different labels, got " + String.join(",", labels));
        }
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (String prompt : trimmed(prompts)) {
            Pair pair = Pair.of("--prompt", prompt, names);
            texts.computeIfAbsent(pair.label(), label -> new ArrayList<>()).add(pair.value());
        }
        Map<String, Double> scores = new LinkedHashMap<>();
        for (String score : trimmed(minScores)) {
            Pair pair = Pair.of("--min-score-for", score, names);
            if (scores.put(pair.label(), share("--min-score-for", pair.value())) != null) {
                throw new IllegalArgumentException("--min-score-for names the label " + pair.label() + " twice");
            }
        }
        List<Label> all = names.stream()
                .map(name -> new Label(name, texts.getOrDefault(name, List.of(name)), scores.get(name)))
                .toList();
        return new Rules(all, others, share("--min-score", minScore), share("--min-margin", minMargin));
    }

    private static List<String> trimmed(List<String> values) {
        return values.stream()
                .map(String::trim)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static double share(String option, String value) {
        try {
            return share(option, Double.parseDouble(value));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    option + " must be a label and a number between 0 and 1, got " + value, e);
        }
    }

    private static double share(String option, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(option + " must be between 0 and 1, got " + value);
        }
        return value;
    }

    private record Pair(String label, String value) {

        static Pair of(String option, String text, List<String> labels) {
            int equals = text.indexOf('=');
            String label = equals < 0 ? text : text.substring(0, equals).trim();
            String value = equals < 0 ? "" : text.substring(equals + 1).trim();
            if (label.isEmpty() || value.isEmpty()) {
                throw new IllegalArgumentException(option + " needs a label, an equals sign and a value, got " + text);
            }
            if (!labels.contains(label)) {
                throw new IllegalArgumentException(
                        option + " names " + label + ", which is none of --labels " + String.join(",", labels));
            }
            return new Pair(label, value);
        }
    }
}
