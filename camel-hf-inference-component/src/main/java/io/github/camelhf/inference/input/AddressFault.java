package io.github.camelhf.inference.input;

import java.net.URISyntaxException;
import java.util.Locale;

/** Where and at what an address fails. Of the address itself, which may hold a key, no more than that one character is named. */
public final class AddressFault {

    private static final String USUAL = "-._~:/?#[]@!$&'()*+,;=%";

    private AddressFault() {}

    /** Such as {@code : a space at character 24; write it as %20}; empty when the place is not known. */
    public static String of(URISyntaxException failure) {
        String address = failure.getInput();
        int index = failure.getIndex();
        if (index < 0) {
            return "";
        }
        String reason = failure.getReason().toLowerCase(Locale.ROOT);
        // Of a wrong host Java names where it begins.
        int wrong = reason.startsWith("illegal character") ? firstUnusual(address, index) : address.length();
        if (wrong == address.length()) {
            return ": " + reason + " at character " + (index + 1);
        }
        char character = address.charAt(wrong);
        return ": " + name(character) + " at character " + (wrong + 1) + "; write it "
                + (character < 0x80 ? String.format("as %%%02X", (int) character) : "percent-encoded");
    }

    private static int firstUnusual(String address, int from) {
        int at = from;
        while (at < address.length() && !isUnusual(address.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isUnusual(char character) {
        boolean blank = Character.isSpaceChar(character) || Character.isISOControl(character);
        return blank || (character < 0x80 && !Character.isLetterOrDigit(character) && USUAL.indexOf(character) < 0);
    }

    private static String name(char character) {
        if (character == ' ') {
            return "a space";
        }
        boolean printable = character > ' ' && character < 0x7F;
        return "the character " + (printable ? String.valueOf(character) : String.format("U+%04X", (int) character));
    }
}
