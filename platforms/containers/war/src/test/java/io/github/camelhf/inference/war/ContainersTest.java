package io.github.camelhf.inference.war;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One application as people ship it, in a process of its own; the model is in this one. */
class ContainersTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Path APPLICATION = Path.of("../application/target");
    private static final Path PICTURES = Path.of("../../../camel-hf-inference-component/src/test/resources/pictures");
    private static final List<String> KINDS =
            List.of("png-rgb-8.png", "jpeg-ycbcr-420.jpg", "webp-lossy.webp", "jpeg-cmyk.jpg");

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
        started.forEach(process -> process.onExit().join()); // before its folder is deleted
    }

    @Test
    void aFatJar() throws Exception {
        Process application =
                start(java("-jar", APPLICATION.resolve("pictures.jar").toString()));

        classifies(application);
    }

    @Test
    void aNamedModule() throws Exception {
        String jar = "containers-application-" + System.getProperty("project.version") + ".jar";
        Process application = start(java(
                "--module-path",
                APPLICATION.resolve(jar) + File.pathSeparator + APPLICATION.resolve("lib"),
                "--add-modules",
                "ALL-MODULE-PATH",
                "--module",
                "pictures/io.github.camelhf.inference.application.Pictures"));

        classifies(application);
    }

    @Test
    void aWarOnTomcatIsTakenAwayWithItsThreadsAndClasses() throws Exception {
        Path tomcat = Path.of("target/distribution/apache-tomcat-" + System.getProperty("tomcat.version"))
                .toAbsolutePath();
        Path base = base(tomcat);
        Path built = Path.of("target", "containers-war-" + System.getProperty("project.version") + ".war");
        Path war = base.resolve("webapps/pictures.war");
        ProcessBuilder script =
                new ProcessBuilder("sh", tomcat.resolve("bin/catalina.sh").toString(), "run");
        script.environment().put("JAVA_HOME", System.getProperty("java.home"));
        script.environment().put("CATALINA_BASE", base.toString());
        script.environment().put("CATALINA_OPTS", String.join(" ", settings()));
        Process server = start(script);

        for (int deployed = 0; deployed < 2; deployed++) {
            // At once: Tomcat takes what it sees, also the half of a file.
            Files.move(Files.copy(built, folder.resolve("pictures.war")), war);
            classifies(server);
            Files.delete(war);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(base.resolve("webapps/pictures"))
                            .as(output())
                            .doesNotExist());
        }

        assertThat(output().lines())
                .as("Tomcat's report of what a web application leaves")
                // Camel does not wait for the thread on which it has stopped its routes, which has nothing left to do.
                .filteredOn(line -> !line.contains("ShutdownTask"))
                .noneMatch(line -> line.contains("has started a thread named") || line.contains("memory leak"))
                .anyMatch(line -> line.contains("Undeploying context [/pictures]"));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(instances(server, "org.apache.catalina.loader.ParallelWebappClassLoader"))
                                .as("the JVM's own code for records may hold the last one until the next record")
                                .isLessThanOrEqualTo(1));
    }

    /** A folder of its own, whose applications are looked at each second. */
    private Path base(Path tomcat) throws IOException {
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
                        .replace("port=\"8005\"", "port=\"-1\"")
                        .replace("<Engine ", "<Engine backgroundProcessorDelay=\"1\" ")
                        .replace(
                                "JreMemoryLeakPreventionListener\"",
                                "JreMemoryLeakPreventionListener\" appContextProtection=\"true\""));
        return base;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Alive after a collection, as the JVM counts them. */
    private static long instances(Process process, String type) throws IOException {
        Process jcmd = new ProcessBuilder(
                        JAVA.resolveSibling("jcmd").toString(), String.valueOf(process.pid()), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(histogram).contains("java.lang.String");
        return histogram
                .lines()
                .map(line -> line.trim().split("\\s+"))
                .filter(line -> line.length >= 4 && line[3].equals(type))
                .mapToLong(line -> Long.parseLong(line[1]))
                .sum();
    }

    private List<String> settings() {
        return List.of("-Xmx256m", "-Dpictures.folder=" + folder, "-Dpictures.server=" + EMULATOR.url());
    }

    private ProcessBuilder java(String... arguments) {
        List<String> line = new ArrayList<>(List.of(JAVA.toString()));
        line.addAll(settings());
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line);
    }

    private Process start(ProcessBuilder command) throws IOException {
        Process process = command.redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        started.add(process);
        return process;
    }

    private void classifies(Process application) throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        for (String kind : KINDS) {
            Files.copy(PICTURES.resolve(kind), folder.resolve("." + kind), StandardCopyOption.REPLACE_EXISTING);
            Files.move(folder.resolve("." + kind), inbox.resolve(kind));
        }
        for (String kind : KINDS) {
            Path answer = folder.resolve("sorted").resolve(kind + ".txt");
            await().atMost(PATIENCE)
                    .failFast(
                            () -> assertThat(application.isAlive()).as(output()).isTrue())
                    .untilAsserted(() -> assertThat(answer).as(output()).exists());
            assertThat(Files.readString(answer)).isIn("red", "blue");
            Files.delete(answer);
        }
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("output.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
