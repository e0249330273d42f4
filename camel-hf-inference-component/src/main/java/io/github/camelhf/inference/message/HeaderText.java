package io.github.camelhf.inference.message;

import java.util.regex.Pattern;

/**
 * Text of a server or of a message as it may stand in a header: in one line and without NUL, because what writes headers to the
 * wire afterwards writes them as they are.
 */
final class HeaderText {

    /** A tab is allowed in headers, and harmless. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\t]]");

    private HeaderText() {}

    /** The text with a space for each control character. */
    static String of(String text) {
        return isPlain(text) ? text : CONTROL.matcher(text).replaceAll(" ");
    }

    /** Nearly always, and seen without a matcher for each header of each message. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
