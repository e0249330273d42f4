package io.github.camelhf.inference.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The Markdown files of the repository. */
final class Pages {

    /** Surefire runs in the module's folder. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> SKIPPED = Set.of("target", ".git");
    private static final String UPDATE_COMMAND = "mvn test -pl camel-hf-inference-component -am -Dtest='**/docs/*Test'"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.update=true";
    private static final boolean UPDATE = Boolean.getBoolean("docs.update");

    private Pages() {}

    /** What a user reads: the README at the top and everything below {@code docs}. */
    static List<Path> documentation() {
        return Stream.concat(Stream.of(ROOT.resolve("README.md")), below(ROOT.resolve("docs"), ".md").stream())
                .toList();
    }

    /** Every Markdown file that belongs to the repository. */
    static List<Path> all() {
        return files(".md");
    }

    /** Every file of the repository whose name ends so. */
    static List<Path> files(String end) {
        return below(ROOT, end);
    }

    private static List<Path> below(Path folder, String end) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(end))
                    .filter(file -> !isSkipped(ROOT.relativize(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSkipped(Path file) {
        return StreamSupport.stream(file.spliterator(), false).anyMatch(part -> SKIPPED.contains(part.toString()));
    }

    static List<String> lines(Path page) {
        try {
            return Files.readAllLines(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails when the page is not as it should be, or makes it so where updating was asked for. */
    static void expect(Path page, List<String> expected) throws IOException {
        if (UPDATE) {
            Files.writeString(page, String.join("\n", expected) + "\n");
            return;
        }
        List<String> found = lines(page);
        for (int i = 0; i < Math.max(found.size(), expected.size()); i++) {
            assertThat(i < found.size() ? found.get(i) : "(the page ends)")
                    .as("%s line %d is not current; run: %s", name(page), i + 1, UPDATE_COMMAND)
                    .isEqualTo(i < expected.size() ? expected.get(i) : "(the page ends)");
        }
    }

    /** As the repository names it. */
    static String name(Path page) {
        return ROOT.relativize(page).toString().replace('\\', '/');
    }
}
