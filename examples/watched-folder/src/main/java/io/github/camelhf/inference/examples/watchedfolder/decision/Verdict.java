package io.github.camelhf.inference.examples.watchedfolder.decision;

import io.github.camelhf.inference.message.SafeLabel;
import io.github.camelhf.inference.result.Classifications;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about one picture.
 *
 * @param reason why a person shall look at it; null when it is accepted
 * @param labels score of each label, best first; with texts for everything else also {@value Rules#NONE_OF_THESE}
 */
public record Verdict(@Nullable Reason reason, Classifications labels) {

    /** Whether the best label may be trusted. */
    public boolean accepted() {
        return reason == null;
    }

    /** The best label; {@value Rules#NONE_OF_THESE} when that is what fits best. */
    public String label() {
        return labels.best().label();
    }

    /** Score of the best label. */
    public double score() {
        return labels.best().score();
    }

    /** Distance to the second best label, not to another text of the same one. */
    public double margin() {
        return labels.margin();
    }

    /** The best label as the name of a folder. */
    public String safeLabel() {
        return SafeLabel.of(label());
    }
}
