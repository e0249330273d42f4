package io.github.camelhf.inference.examples.watchedfolder.progress;

/** Text of others on its way to a terminal. */
public final class Printable {

    private static final String ELLIPSIS = "...";

    private Printable() {}

    /** File names may hold anything; a terminal shall not act on it, nor show it in another order. */
    public static String of(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
    }

    /** The same with the middle left out, if need be: beginning and ending say most about a name. */
    public static String of(String text, int mostCharacters) {
        String printable = of(text);
        int length = printable.codePointCount(0, printable.length());
        if (length <= mostCharacters) {
            return printable;
        }
        int end = (mostCharacters - ELLIPSIS.length()) / 2;
        int begin = mostCharacters - ELLIPSIS.length() - end;
        return printable.substring(0, printable.offsetByCodePoints(0, begin))
                + ELLIPSIS
                + printable.substring(printable.offsetByCodePoints(0, length - end));
    }
}
