package io.github.camelhf.inference.message;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes a label fit to name a folder on Linux, macOS and Windows. */
public final class SafeLabel {

    private static final int MAX_LENGTH = 80;

    /** File systems allow 255 bytes, and a character takes up to four. */
    private static final int MAX_BYTES = 240;

    private static final Pattern FORBIDDEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}._-]+");
    private static final Pattern EDGES = Pattern.compile("^[.-]+|[.-]+$");
    private static final Pattern WINDOWS_DEVICE =
            Pattern.compile("(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\\..*)?", Pattern.CASE_INSENSITIVE);

    private SafeLabel() {}

    /**
     * Lower case in Unicode form C, anything but letters, digits, dots and underscores as one hyphen, at most {@value #MAX_LENGTH}
     * characters and {@value #MAX_BYTES} bytes; never empty, and never the name of a device of Windows.
     */
    public static String of(String label) {
        String name = Normalizer.normalize(label, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        name = FORBIDDEN.matcher(name).replaceAll("-");
        name = EDGES.matcher(cut(name)).replaceAll("");
        if (name.isEmpty()) {
            return "unnamed";
        }
        return WINDOWS_DEVICE.matcher(name).matches() ? "_" + name : name;
    }

    private static String cut(String name) {
        if (name.length() <= MAX_LENGTH) {
            return name; // a char takes three bytes at most
        }
        StringBuilder kept = new StringBuilder();
        int bytes = 0;
        for (int point : name.codePoints().limit(MAX_LENGTH).toArray()) {
            String character = Character.toString(point);
            bytes += character.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MAX_BYTES) {
                break;
            }
            kept.append(character);
        }
        return kept.toString();
    }
}
