package io.github.camelhf.inference.examples.watchedfolder.progress;

/** Text of others on its way to a terminal. */
public final class Printable {

    private Printable() {}

    /** File names may hold anything; a terminal shall not act on it. */
    public static String of(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
