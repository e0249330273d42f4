package io.github.camelhf.inference.war;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One application as people ship it, in a process of its own; the model is in this one. */
class ContainersTest {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Path APPLICATION = Path.of("../application/target");
    private static final Path PICTURES = Path.of("../../../camel-hf-inference-component/src/test/resources/pictures");
    private static final List<String> KINDS =
            List.of("png-rgb-8.png", "jpeg-ycbcr-420.jpg", "webp-lossy.webp", "jpeg-cmyk.jpg");

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    Path folder;

    @BeforeEach
    void putPictures() throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        for (String kind : KINDS) {
            Files.copy(PICTURES.resolve(kind), inbox.resolve(kind));
        }
    }

    @Test
    void aFatJar() throws Exception {
        classifies(java("-jar", APPLICATION.resolve("pictures.jar").toString()));
    }

    @Test
    void aNamedModule() throws Exception {
        String jar = "containers-application-" + System.getProperty("project.version") + ".jar";
        classifies(java(
                "--module-path",
                APPLICATION.resolve(jar) + File.pathSeparator + APPLICATION.resolve("lib"),
                "--add-modules",
                "ALL-MODULE-PATH",
                "--module",
                "pictures/io.github.camelhf.inference.application.Pictures"));
    }

    @Test
    void aWarOnTomcat() throws Exception {
        Path tomcat = Path.of("target/distribution/apache-tomcat-" + System.getProperty("tomcat.version"))
                .toAbsolutePath();
        Path base = folder.resolve("base");
        for (String made : List.of("conf", "logs", "temp", "webapps", "work")) {
            Files.createDirectories(base.resolve(made));
        }
        try (Stream<Path> files = Files.list(tomcat.resolve("conf"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, base.resolve("conf").resolve(file.getFileName()));
            }
        }
        Path server = base.resolve("conf/server.xml");
        Files.writeString(
                server,
                Files.readString(server)
                        .replace("port=\"8080\"", "port=\"" + freePort() + "\"")
                        .replace("port=\"8005\"", "port=\"-1\""));
        Files.copy(
                Path.of("target", "containers-war-" + System.getProperty("project.version") + ".war"),
                base.resolve("webapps/pictures.war"));

        List<String> output = classifies(java(
                "-Dcatalina.home=" + tomcat,
                "-Dcatalina.base=" + base,
                "-Djava.io.tmpdir=" + base.resolve("temp"),
                "-cp",
                tomcat.resolve("bin/bootstrap.jar") + File.pathSeparator + tomcat.resolve("bin/tomcat-juli.jar"),
                "org.apache.catalina.startup.Bootstrap",
                "start"));

        assertThat(output)
                .as("Tomcat's report of threads that a web application leaves")
                .noneMatch(line -> line.contains("has started a thread named") || line.contains("memory leak"))
                .anyMatch(line -> line.contains("Server version name"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private List<String> java(String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                JAVA.toString(), "-Xmx256m", "-Dpictures.folder=" + folder, "-Dpictures.server=" + EMULATOR.url()));
        line.addAll(List.of(arguments));
        return line;
    }

    /** Ends the process as an operator does, once it has sorted all. */
    private List<String> classifies(List<String> line) throws Exception {
        Path output = folder.resolve("output.txt");
        Process application = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            for (String kind : KINDS) {
                Path answer = folder.resolve("sorted").resolve(kind + ".txt");
                await().atMost(Duration.ofSeconds(90))
                        .failFast(() -> assertThat(application.isAlive())
                                .as(text(output))
                                .isTrue())
                        .untilAsserted(() -> assertThat(answer).as(text(output)).exists());
                assertThat(text(answer)).isIn("red", "blue");
            }
        } finally {
            application.destroy();
            if (!application.waitFor(45, TimeUnit.SECONDS)) {
                application.destroyForcibly();
            }
        }
        return Files.readAllLines(output);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
