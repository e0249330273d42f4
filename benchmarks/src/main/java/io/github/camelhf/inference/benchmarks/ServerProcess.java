package io.github.camelhf.inference.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.benchmarks.server.BenchmarkServer;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The server in a process of its own. */
final class ServerProcess implements AutoCloseable {

    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static ServerProcess start() throws IOException {
        Process process = new ProcessBuilder(java(List.of("-Xmx128m", "-XX:+UseSerialGC"), BenchmarkServer.class))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader();
        return new ServerProcess(process, Integer.parseInt(output.readLine()));
    }

    /** The command that runs a class with this process's class path. */
    static List<String> java(List<String> options, Class<?> main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        return command;
    }

    /**
     * Within Maven, whose compiler and collector are chosen for builds, runs the class as a program with those of this Java.
     *
     * @return false when this is that program already
     */
    static boolean ranOutsideMaven(Class<?> main, String... arguments) throws IOException, InterruptedException {
        if (!(ServerProcess.class.getClassLoader() instanceof URLClassLoader)) {
            return false;
        }
        List<String> command = java(List.of(), main);
        command.addAll(List.of(arguments));
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IllegalStateException(main.getSimpleName() + " ended with status " + status);
        }
        return true;
    }

    /** Maven's class path is not ours. */
    static String classPath() {
        if (ServerProcess.class.getClassLoader() instanceof URLClassLoader ours) {
            return Arrays.stream(ours.getURLs())
                    .map(url -> new File(url.getPath()).getPath())
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    String address(String path) {
        return "http://127.0.0.1:" + port + "/" + path;
    }

    int port() {
        return port;
    }

    /** What the server has seen since the last time. */
    JsonNode takeStatistics() throws IOException {
        return new ObjectMapper().readTree(URI.create(address("statistics")).toURL());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
