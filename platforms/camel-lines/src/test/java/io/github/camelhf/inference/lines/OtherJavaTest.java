package io.github.camelhf.inference.lines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests of this Camel once more on each newer Java of this machine, with the same jars. */
class OtherJavaTest {

    @TempDir
    Path folder;

    @Test
    void everyNewerJavaOfThisMachine() throws Exception {
        List<Path> others = others();
        Assumptions.assumeFalse(others.isEmpty(), "no JDK newer than " + Runtime.version() + " in /usr/lib/jvm");
        for (Path java : others) {
            Path output = folder.resolve("output.txt");
            List<String> line = new ArrayList<>(List.of(
                    java.toString(),
                    "-Xmx256m",
                    "-Dcamel.version=" + System.getProperty("camel.version"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "org.junit.platform.console.ConsoleLauncher",
                    "execute",
                    "--select-class=" + CamelLineTest.class.getName(),
                    "--details=tree",
                    "--disable-banner",
                    "--fail-if-no-tests"));
            if (System.getProperty("camel.version").startsWith("4.22")) {
                line.add("--exclude-tag=xml");
            }
            Process run = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                assertThat(run.waitFor(10, TimeUnit.MINUTES))
                        .as("%s ends", java)
                        .isTrue();
            } finally {
                run.destroyForcibly().waitFor(); // before its folder is deleted
            }
            assertThat(run.exitValue())
                    .as(java + "\n" + Files.readString(output))
                    .isZero();
        }
    }

    /** Where Debian and most images put them. */
    private static List<Path> others() throws IOException {
        Path home = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(home)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(home)) {
            return folders.filter(folder -> !Files.isSymbolicLink(folder))
                    .filter(folder -> feature(folder.resolve("release"))
                            > Runtime.version().feature())
                    .map(folder -> folder.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .toList();
        }
    }

    private static int feature(Path release) {
        try {
            return Files.exists(release)
                    ? Files.readAllLines(release).stream()
                            .filter(line -> line.startsWith("JAVA_VERSION="))
                            .map(line -> line.replaceAll("[^0-9.+]", ""))
                            .mapToInt(version -> Runtime.Version.parse(version).feature())
                            .findFirst()
                            .orElse(0)
                    : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
