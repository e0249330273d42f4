package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.http.TestKeys;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One jar for every HttpClient that a supported Camel or Spring Boot brings: each in a process of its own, with its jars instead
 * of those that we are compiled with. The POM copies them.
 */
@Tag("heavy")
class HttpClientLinesTest {

    private static final Path LINES = Path.of("target", "httpclient-lines");

    @TempDir
    static Path folder;

    private static TestKeys keys;

    @BeforeAll
    static void makeCertificates() throws Exception {
        keys = TestKeys.create(folder.resolve("keys.p12"))
                .signed("right", "-ext", "san=dns:localhost,ip:127.0.0.1")
                .signed("wrong", "-ext", "san=dns:elsewhere.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.4.4", "5.5.1", "5.5.2", "5.6.1", "5.6.3", "5.6.5"})
    void behavesAlikeWithEveryHttpClient(String version) throws Exception {
        List<String> said = probe(version);

        assertThat(said).as("the line under test").contains("version = " + version);
        assertNothingReachesAWrongName(said);
        assertThat(said)
                .contains(
                        "call AUTO = 200 HTTP/2.0",
                        "call HTTP_2 = 200 HTTP/2.0",
                        "call HTTP_1_1 = 200 HTTP/1.1",
                        "plain call = 200 HTTP/1.1",
                        "download = 5 bytes",
                        "given up = and closed",
                        "unasked for = little, intact, again over 1",
                        "unasked for behind TLS = little, intact, again over 1",
                        "logged call = 200 HTTP/1.1");
        assertThat(said)
                .filteredOn(line -> line.startsWith("headers = "))
                .singleElement()
                .asString()
                .contains("authorization")
                .doesNotContain("accept-encoding", "upgrade", "priority", "cookie");
        assertThat(said.subList(0, said.indexOf("closed = yes")))
                .as("what is said of calls and of closing, and nothing else")
                .allMatch(line -> line.contains(" = "));
        assertThat(said)
                .as("HttpClient's own log of headers")
                .anyMatch(line -> line.contains("Authorization: Bearer [token]"))
                .noneMatch(line -> line.contains(Calls.TOKEN));
    }

    private static void assertNothingReachesAWrongName(List<String> said) {
        assertThat(said)
                .filteredOn(line -> line.startsWith("call to a wrong name") || line.startsWith("download from"))
                .hasSize(4)
                .allMatch(line -> line.contains("the server's certificate is for another host"));
        assertThat(said).contains("connections to a wrong name = 4", "bytes to a wrong name = 0");
    }

    private static List<String> probe(String version) throws IOException, InterruptedException {
        Path output = folder.resolve(version + ".txt");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dconsole.level=TRACE",
                        "-cp",
                        classPath(version),
                        HttpClientLineProbe.class.getName(),
                        keys.file().toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(child.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            child.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(output);
        assertThat(child.exitValue()).as(String.join("\n", lines)).isZero();
        return lines;
    }

    private static String classPath(String version) throws IOException {
        List<String> entries = new ArrayList<>();
        try (Stream<Path> jars = Files.list(LINES.resolve(version))) {
            jars.map(Path::toString).forEach(entries::add);
        }
        assertThat(entries)
                .as("jars of %s, copied by the POM's httpclient-lines", version)
                .hasSize(3);
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().matches("http(client|core)5.*\\.jar"))
                .forEach(entries::add);
        return String.join(File.pathSeparator, entries);
    }
}
