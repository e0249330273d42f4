package io.github.camelhf.inference.examples.watchedfolder.decision;

/** Why a picture is not accepted but goes to review. */
public enum Reason {
    /** One of the texts for everything else fits best. */
    NONE_OF_THESE("none-of-these"),
    /** The best score is too low. */
    SCORE("score"),
    /** The second best is too near. */
    MARGIN("margin");

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    /** As it stands in results; never changes. */
    @Override
    public String toString() {
        return text;
    }
}
