package io.github.camelhf.inference.examples.watchedfolder;

import io.github.camelhf.inference.examples.watchedfolder.audit.AuditLog;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of files in the inbox that are no pictures to be sorted, or not yet. Upper and lower case are the same. */
final class IgnoredNames {

    /** Files that are being written by browsers and programs that copy, and what systems put into folders. */
    static final String USUAL =
            "*.part;*.partial;*.filepart;*.tmp;*.crdownload;*.opdownload;*.download;*.!qB;*.!ut;*.aria2;"
                    + "desktop.ini;Thumbs.db;ehthumbs.db;@eaDir";

    /** What belongs to pictures goes with them, and the program has a log. */
    private static final String ALWAYS = "*.xmp;*.json;*.pp3;*.dop;*.arp;*.aae;" + AuditLog.NAME;

    private final Pattern ignored;

    /** @param globs names in which {@code *} stands for any characters and {@code ?} for one */
    IgnoredNames(List<String> globs) {
        List<String> all = new ArrayList<>(globs(ALWAYS));
        all.addAll(globs);
        ignored = Pattern.compile(
                all.stream().map(IgnoredNames::expression).collect(Collectors.joining("|")),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    /** Without an option. */
    static IgnoredNames usual() {
        return new IgnoredNames(globs(USUAL));
    }

    /** Whether a file of this name is ever offered. Hidden files never are. */
    boolean takes(String name) {
        return !name.startsWith(".") && !ignored.matcher(name).matches();
    }

    private static List<String> globs(String names) {
        return Pattern.compile(";").splitAsStream(names).toList();
    }

    private static String expression(String glob) {
        return glob.codePoints()
                .mapToObj(Character::toString)
                .map(character -> switch (character) {
                    case "*" -> ".*";
                    case "?" -> ".";
                    default -> Pattern.quote(character);
                })
                .collect(Collectors.joining());
    }
}
