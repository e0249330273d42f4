package io.github.camelhf.inference.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Karaf of its own in a folder, started and spoken to through its scripts. */
final class Karaf implements AutoCloseable {

    private final Path home;
    private final int shellPort = freePort();
    private final Process server;

    /**
     * @param distribution as it was unpacked; it is copied
     * @param repository   with the layout of Maven's, from which {@code mvn:} is answered; there is no other
     */
    Karaf(Path distribution, Path home, Path repository, Map<String, String> properties) throws Exception {
        this.home = home;
        copy(distribution, home);
        configure("org.apache.karaf.shell.cfg", "sshPort = " + shellPort);
        configure(
                "org.apache.karaf.management.cfg", "rmiRegistryPort = " + freePort(), "rmiServerPort = " + freePort());
        configure(
                "users.properties",
                "karaf = karaf,_g_:admingroup",
                "_g_\\:admingroup = group,admin,manager,viewer,ssh");
        configure(
                "org.ops4j.pax.url.mvn.cfg",
                "org.ops4j.pax.url.mvn.repositories =",
                "org.ops4j.pax.url.mvn.localRepository = " + home.resolve("m2"),
                "org.ops4j.pax.url.mvn.defaultRepositories = ${karaf.home.uri}system@id=system@snapshots, "
                        + repository.toUri() + "@id=ours@snapshots");
        List<String> system = new ArrayList<>();
        properties.forEach((name, value) -> system.add(name + " = " + value));
        configure("system.properties", system.toArray(String[]::new));
        ProcessBuilder script = script("karaf", "server");
        script.environment().put("JAVA_MAX_MEM", "256m");
        server = script.start();
    }

    /** Waits until its shell answers. */
    void awaitShell() {
        await().atMost(Duration.ofMinutes(5))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(ask("bundle:list")).contains("Active"));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    /** What stands last counts. */
    private void configure(String file, String... lines) throws IOException {
        String text = "\n" + String.join("\n", lines) + "\n";
        Files.writeString(home.resolve("etc").resolve(file), text, StandardOpenOption.APPEND);
    }

    private ProcessBuilder script(String name, String... arguments) {
        List<String> line =
                new ArrayList<>(List.of(home.resolve("bin").resolve(name).toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder script = new ProcessBuilder(line).redirectErrorStream(true);
        script.environment().put("JAVA_HOME", System.getProperty("java.home"));
        script.redirectOutput(
                ProcessBuilder.Redirect.appendTo(home.resolve(name + ".log").toFile()));
        return script;
    }

    /** What the shell says to a command. */
    String ask(String command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(home, "answer", ".txt");
        Process client = script("client", "-a", String.valueOf(shellPort), "-u", "karaf", "-p", "karaf", command)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(client.waitFor(3, TimeUnit.MINUTES))
                    .as("%s ends", command)
                    .isTrue();
        } finally {
            client.destroyForcibly();
        }
        String answer = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(client.exitValue()).as("%s\n%s\n%s", command, answer, log()).isZero();
        return answer;
    }

    String log() throws IOException {
        Path log = home.resolve("data/log/karaf.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    @Override
    public void close() {
        List<ProcessHandle> all = Stream.concat(server.descendants(), Stream.of(server.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        try {
            server.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(process -> process.onExit().join()); // before its folder is deleted
        }
    }
}
