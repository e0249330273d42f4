package io.github.camelhf.inference.examples.watchedfolder.decision;

import io.github.camelhf.inference.message.SafeLabel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is told apart, and how sure an answer must be.
 *
 * @param labels in the order of the caller; two or more, or one beside {@code noneOfThese}
 * @param noneOfThese texts for everything else; a picture that fits them best is not accepted. May be empty
 * @param minScore best score, 0 to 1, from which a picture is accepted, for labels without one of their own
 * @param minMargin distance, 0 to 1, of the best label to the second from which a picture is accepted
 */
public record Rules(List<Label> labels, List<String> noneOfThese, double minScore, double minMargin) {

    /** The name under which the texts for everything else are reported, like a label. */
    public static final String NONE_OF_THESE = "none of these";

    /** @throws IllegalArgumentException with a sentence for the user when an answer could not be read without doubt */
    public Rules {
        labels = List.copyOf(labels);
        noneOfThese = List.copyOf(noneOfThese);
        if (labels.size() + Math.min(1, noneOfThese.size()) < 2) {
            throw new IllegalArgumentException("two or more labels are needed, or one and a text for none of these");
        }
        requireFoldersOfTheirOwn(labels);
        requireDifferentPrompts(labels, noneOfThese);
        labels.forEach(label -> requireShare(
                label.minScore() == null ? 0 : label.minScore(), "the least score of the label " + label.name()));
        requireShare(minScore, "the least score");
        requireShare(minMargin, "the least margin");
    }

    /** Labels that are their own texts, with one score for all. */
    public static Rules of(List<String> labels, double minScore, double minMargin) {
        return new Rules(labels.stream().map(Label::of).toList(), List.of(), minScore, minMargin);
    }

    /** Every text that the model is to be asked about, each once. */
    public List<String> prompts() {
        return Stream.concat(labels.stream().flatMap(label -> label.prompts().stream()), noneOfThese.stream())
                .toList();
    }

    private static void requireFoldersOfTheirOwn(List<Label> labels) {
        Map<String, String> folders = new HashMap<>();
        folders.put(SafeLabel.of(NONE_OF_THESE), NONE_OF_THESE);
        for (Label label : labels) {
            String other = folders.put(SafeLabel.of(label.name()), label.name());
            if (other != null) {
                throw new IllegalArgumentException("the labels " + other + " and " + label.name()
                        + " would share the folder " + SafeLabel.of(label.name()));
            }
        }
    }

    private static void requireDifferentPrompts(List<Label> labels, List<String> noneOfThese) {
        Set<String> seen = new HashSet<>();
        Stream.concat(labels.stream().flatMap(label -> label.prompts().stream()), noneOfThese.stream())
                .forEach(prompt -> {
                    if (prompt.isBlank() || !seen.add(prompt)) {
                        throw new IllegalArgumentException(
                                prompt.isBlank() ? "a text is empty" : "the text " + prompt + " is given twice");
                    }
                });
    }

    private static void requireShare(double value, String what) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(what + " must be between 0 and 1, got " + value);
        }
    }
}
