package io.github.camelhf.inference.task;

/** Which options and headers a task looks at, besides its parameters. */
public enum Wants {
    /** The labels to choose from: at least one. */
    LABELS,
    /** How many of the best are wanted. */
    TOP_K
}
