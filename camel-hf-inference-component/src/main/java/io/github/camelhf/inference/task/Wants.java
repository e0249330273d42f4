package io.github.camelhf.inference.task;

import java.util.Set;

/** Which options and headers a task looks at, besides its parameters. */
public enum Wants {
    /** The labels to choose from: at least one. */
    LABELS,
    /** How many of the best are wanted. */
    TOP_K,
    /** From which score the best is to be trusted: its results have scores. */
    MIN_SCORE,
    /** From which distance to the second the best is to be trusted: one of its results excludes the others. */
    MIN_MARGIN;

    /** Of results that have scores, and exclude each other. */
    static final Set<Wants> THE_BEST = Set.of(TOP_K, MIN_SCORE, MIN_MARGIN);

    /** The same, of labels that the caller names. */
    static final Set<Wants> THE_BEST_OF_LABELS = Set.of(LABELS, TOP_K, MIN_SCORE, MIN_MARGIN);
}
