package io.github.camelhf.inference.examples.watchedfolder.decision;

import io.github.camelhf.inference.message.SafeLabel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing to tell apart.
 *
 * @param name for people and, made safe, for the folder
 * @param prompts the texts that the model compares a picture with, one or more
 * @param minScore score of this label from which it is accepted; null for that of all labels
 */
public record Label(
        String name, List<String> prompts, @Nullable Double minScore) {

    public Label {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a label needs a name");
        }
        prompts = List.copyOf(prompts);
        if (prompts.isEmpty()) {
            throw new IllegalArgumentException("the label " + name + " needs a text to compare a picture with");
        }
    }

    /** A label whose name is its text. */
    public static Label of(String name) {
        return new Label(name, List.of(name), null);
    }

    /** Its name as the name of a folder. */
    public String folder() {
        return SafeLabel.of(name);
    }
}
