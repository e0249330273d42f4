package io.github.camelhf.inference.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces the code blocks of a page by the regions of files, or whole files, that they name. */
final class Snippets {

    private static final List<String> CHECKED = List.of("java", "yaml", "xml", "properties", "json");
    private static final Pattern FENCE = Pattern.compile("(\\s*)```(\\w*)\\s*");
    private static final Pattern SNIPPET = Pattern.compile("<!-- snippet: ([^#\\s]+)(?:#(\\S+))? -->");
    private static final Pattern NOT_RUN = Pattern.compile("<!-- not run: \\S.* -->");

    private Snippets() {}

    /** The page with every code block as its source has it; a block that names no source is an error. */
    static List<String> filled(Path page) throws IOException {
        List<String> lines = Pages.lines(page);
        List<String> filled = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            filled.add(lines.get(i));
            if (!fence.matches()) {
                continue;
            }
            int end = end(lines, i, page);
            List<String> block = lines.subList(i + 1, end);
            filled.addAll(CHECKED.contains(fence.group(2)) ? source(page, lines, i, block) : block);
            filled.add(lines.get(end));
            i = end;
        }
        return filled;
    }

    private static int end(List<String> lines, int start, Path page) {
        for (int i = start + 1; i < lines.size(); i++) {
            if (lines.get(i).strip().equals("```")) {
                return i;
            }
        }
        throw new IllegalStateException(Pages.name(page) + ":" + (start + 1) + ": the code block has no end");
    }

    private static List<String> source(Path page, List<String> lines, int fence, List<String> block)
            throws IOException {
        String before = fence == 0 ? "" : lines.get(fence - 1);
        Matcher snippet = SNIPPET.matcher(before);
        if (snippet.matches()) {
            Path file = Pages.ROOT.resolve(snippet.group(1));
            String region = snippet.group(2);
            return region == null ? Files.readAllLines(file) : region(file, region);
        }
        if (NOT_RUN.matcher(before).matches()) {
            return block;
        }
        throw new IllegalStateException(Pages.name(page) + ":" + (fence + 1)
                + ": expected <!-- snippet: path#region --> or <!-- not run: reason -->"
                + " in the line before the code block, got: " + before);
    }

    /** The lines between the two marks, moved left as far as they go together. */
    static List<String> region(Path file, String name) throws IOException {
        List<String> lines = Files.readAllLines(file);
        int start = only(file, lines, "tag::" + name);
        int end = only(file, lines, "end::" + name);
        List<String> region = lines.subList(start + 1, end);
        int indent = region.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElseThrow(() -> new IllegalStateException(Pages.name(file) + ": region " + name + " is empty"));
        return region.stream()
                .map(line -> line.isBlank() ? "" : line.substring(indent).stripTrailing())
                .toList();
    }

    private static int only(Path file, List<String> lines, String mark) {
        Pattern pattern = Pattern.compile("\\s*(//|#|<!--)\\s*" + Pattern.quote(mark) + "\\s*(-->)?\\s*");
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (pattern.matcher(lines.get(i)).matches()) {
                found.add(i);
            }
        }
        if (found.size() != 1) {
            throw new IllegalStateException(
                    Pages.name(file) + ": expected the mark " + mark + " once, found it " + found.size() + " times");
        }
        return found.get(0);
    }
}
