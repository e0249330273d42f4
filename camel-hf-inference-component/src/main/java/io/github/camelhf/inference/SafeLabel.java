package io.github.camelhf.inference;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes a label fit to name a folder on Linux, macOS and Windows. */
final class SafeLabel {

    private static final int MAX_LENGTH = 80;
    private static final Pattern FORBIDDEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}._-]+");
    private static final Pattern EDGES = Pattern.compile("^[.-]+|[.-]+$");
    private static final Pattern WINDOWS_DEVICE =
            Pattern.compile("(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?", Pattern.CASE_INSENSITIVE);

    private SafeLabel() {}

    /** Lower case, anything but letters, digits, dots and underscores as one hyphen, at most {@value #MAX_LENGTH} characters. */
    static String of(String label) {
        String name = Normalizer.normalize(label, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        name = FORBIDDEN.matcher(name).replaceAll("-");
        if (name.codePointCount(0, name.length()) > MAX_LENGTH) {
            name = name.substring(0, name.offsetByCodePoints(0, MAX_LENGTH));
        }
        name = EDGES.matcher(name).replaceAll("");
        if (name.isEmpty()) {
            return "unnamed";
        }
        return WINDOWS_DEVICE.matcher(name).matches() ? "_" + name : name;
    }
}
