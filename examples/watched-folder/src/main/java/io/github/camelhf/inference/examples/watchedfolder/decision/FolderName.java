package io.github.camelhf.inference.examples.watchedfolder.decision;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes a label fit to name a folder on every system, as the component's header for safe labels does. */
final class FolderName {

    /** File systems allow 255. */
    private static final int MOST_BYTES = 240;

    private static final int MOST_CHARACTERS = 80;

    private static final Pattern FORBIDDEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}._-]+");
    private static final Pattern EDGES = Pattern.compile("^[.-]+|[.-]+$");
    private static final Pattern WINDOWS_DEVICE = Pattern.compile("(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\\..*)?");

    private FolderName() {}

    static String of(String label) {
        String name = Normalizer.normalize(label, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        name = EDGES.matcher(cut(FORBIDDEN.matcher(name).replaceAll("-"))).replaceAll("");
        if (name.isEmpty()) {
            return "unnamed";
        }
        return WINDOWS_DEVICE.matcher(name).matches() ? "_" + name : name;
    }

    private static String cut(String name) {
        int end = name.offsetByCodePoints(0, Math.min(MOST_CHARACTERS, name.codePointCount(0, name.length())));
        while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end);
    }
}
