package io.github.camelhf.inference.examples.watchedfolder.configuration;

/**
 * Finds backslashes that a file of properties takes away: there one begins a special character, so that of a path of Windows nothing
 * would be left.
 */
final class Backslashes {

    /** What it changes, and the space and signs that it lets be part of a key. */
    private static final String SPECIAL = "ntrfu:=#! \t\r\n";

    private Backslashes() {}

    /** @throws IllegalArgumentException with the line, and what to write instead */
    static void requireNoneLost(String text) {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!isComment(line) && losesOne(line)) {
                throw new IllegalArgumentException(
                        "line " + number
                                + " holds a backslash that would be lost; write / in its place, as in C:/Users/anna, or two of them");
            }
        }
    }

    private static boolean isComment(String line) {
        String begin = line.stripLeading();
        return begin.startsWith("#") || begin.startsWith("!");
    }

    private static boolean losesOne(String line) {
        for (int at = line.indexOf('\\'); at >= 0 && at < line.length() - 1; at = line.indexOf('\\', at + 2)) {
            char next = line.charAt(at + 1);
            if (next != '\\' && (isBehindDrive(line, at) || SPECIAL.indexOf(next) < 0)) {
                return true;
            }
        }
        return false;
    }

    /** As in {@code dir=C:\new}, where each is one that has a meaning. */
    private static boolean isBehindDrive(String line, int at) {
        return at >= 2
                && line.charAt(at - 1) == ':'
                && Character.isLetter(line.charAt(at - 2))
                && (at == 2 || "=: \t".indexOf(line.charAt(at - 3)) >= 0);
    }
}
