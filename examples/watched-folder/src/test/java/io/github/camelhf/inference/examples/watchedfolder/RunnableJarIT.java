package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The one jar, started as its users start it: nothing else on the class path, in a folder of theirs. */
@Timeout(180)
class RunnableJarIT {

    private static final Path JAR = Path.of(System.getProperty("watched-folder.jar", "target/watched-folder.jar"))
            .toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void sortsTheSamplePictures() throws Exception {
        Ended ended = run();

        assertThat(ended.status()).as(ended.output()).isZero();
        // As many as without the jar: every format is read, every list of services complete.
        assertThat(ended.output()).contains("32 sorted, 3 to review, 2 failed", "This is a demonstration model");
        assertThat(folder.resolve("watched-folder-demo/sorted/grass/meadow.webp"))
                .exists();
    }

    @Test
    void doctorFindsNothingWrong() throws Exception {
        Ended ended = run("doctor");

        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("6 texts for 6 labels answered", "Everything is fine.");
    }

    @Test
    void showsItsHelp() throws Exception {
        Ended ended = run("--help");

        assertThat(ended.status()).isZero();
        assertThat(ended.output()).contains("Usage: watched-folder", "WATCHED_FOLDER_MIN_SCORE", "HF_TOKEN");
    }

    @Test
    void readsTheFileOfSettingsInTheFolderWhereItIsStarted() throws Exception {
        Files.createDirectory(folder.resolve("pictures"));
        DrawnPicture.write(folder.resolve("pictures/tiles.png"), DrawnPicture.tiles());
        Files.writeString(folder.resolve("application.properties"), "dir=pictures\nmin-score=1\n");

        Ended ended = run();

        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(new Sorted(folder.resolve("pictures")).files()).containsExactly("review/tiles.png");
    }

    @Test
    void passesOverAFileOfSettingsOfAnotherProgram() throws Exception {
        Files.createDirectory(folder.resolve("pictures"));
        Files.writeString(folder.resolve("application.properties"), "server.port=8080\n");

        Ended ended = run("--dir", "pictures");

        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("application.properties has no key that is an option; it is not used");
    }

    @Test
    void namesTheLicencesOfWhatItHolds() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(text(jar, "META-INF/LICENSE")).contains("Apache License");
            assertThat(text(jar, "META-INF/NOTICE")).contains("Apache HttpClient");
            assertThat(text(jar, "META-INF/NOTICE.txt")).contains("Apache Camel");
            assertThat(text(jar, "META-INF/THIRD-PARTY.txt")).contains("picocli", "jetty-server", "EPL-2.0");
        }
    }

    private static String text(JarFile jar, String name) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        assertThat(entry).as(name).isNotNull();
        return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
    }

    private Ended run(String... arguments) throws Exception {
        Path output = Files.createTempFile(folder, "output", ".txt");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                JAR.toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("WATCHED_FOLDER_"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(output));
    }

    private record Ended(int status, String output) {}
}
