package io.github.camelhf.inference.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links inside the repository lead to a file, and to a heading where they name one. */
class LinksTest {

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(\\s*<?([^)>\\s]+)>?[^)]*\\)|src=\"([^\"]+)\"");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*?)\\s*#*");

    static List<Path> pages() {
        return Pages.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) {
        List<String> broken = new ArrayList<>();
        for (String line : text(page)) {
            Matcher link = LINK.matcher(CODE.matcher(line).replaceAll("code"));
            while (link.find()) {
                String target = link.group(1) == null ? link.group(2) : link.group(1);
                if (!ELSEWHERE.matcher(target).matches() && !exists(page, target)) {
                    broken.add(target);
                }
            }
        }
        assertThat(broken).as("broken links of %s", Pages.name(page)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documentation")
    void theIndexLeadsToEveryPage(Path page) {
        String link =
                "(" + Pages.ROOT.resolve("docs").relativize(page).toString().replace('\\', '/') + ")";

        assertThat(String.join("\n", Pages.lines(Pages.ROOT.resolve("docs/README.md"))))
                .contains(link);
    }

    static List<Path> documentation() {
        return Pages.documentation().stream()
                .filter(page -> !page.endsWith("README.md"))
                .toList();
    }

    private static boolean exists(Path page, String target) {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        boolean there = file.startsWith(Pages.ROOT) && Files.exists(file);
        return there && (parts.length == 1 || anchors(file).contains(parts[1]));
    }

    /** Headings as they are shown become anchors: lower case, spaces as hyphens, no punctuation, a number when doubled. */
    private static List<String> anchors(Path file) {
        List<String> anchors = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String line : text(file)) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                String anchor = heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-');
                int before = seen.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? anchor : anchor + "-" + before);
            }
        }
        return anchors;
    }

    /** Without code blocks, where nothing is a link or a heading. */
    private static List<String> text(Path page) {
        List<String> text = new ArrayList<>();
        boolean code = false;
        for (String line : Pages.lines(page)) {
            boolean fence = line.strip().startsWith("```");
            code ^= fence;
            if (!code && !fence) {
                text.add(line);
            }
        }
        return text;
    }
}
