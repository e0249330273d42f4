package io.github.camelhf.inference.examples.catalogue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** The machine's own PostgreSQL with pgvector, with a database of its own that is gone afterwards. */
final class PostgresServer implements AutoCloseable {

    private final Path programs;
    private final Path data;
    private final int port;

    private PostgresServer(Path programs, Path data, int port) {
        this.programs = programs;
        this.data = data;
        this.port = port;
    }

    /** Skips the test, aloud, where there is no PostgreSQL or no pgvector. */
    static PostgresServer start() throws IOException, InterruptedException {
        Path programs = programs().orElseThrow(PostgresServer::skipped);
        Path data = Path.of(
                run(List.of("mktemp", "-d", "/tmp/catalogue-postgres-XXXXXX")).strip());
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        PostgresServer server = new PostgresServer(programs, data, port);
        run(List.of(programs.resolve("initdb").toString(), "-D", data.toString(), "-A", "trust", "-U", "test"));
        server.up();
        return server;
    }

    private static Optional<Path> programs() throws IOException {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(versions)) {
            return all.filter(version -> Files.exists(Path.of(
                            "/usr/share/postgresql", version.getFileName().toString(), "extension/vector.control")))
                    .map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .findFirst();
        }
    }

    private static TestAbortedException skipped() {
        String reason = "there is no PostgreSQL with pgvector on this machine; Debian 13: apt-get install postgresql"
                + " postgresql-17-pgvector";
        System.out.println("The test of the catalogue's store pgvector is skipped: " + reason);
        return new TestAbortedException(reason);
    }

    void up() throws IOException, InterruptedException {
        control(
                "start",
                "-w",
                "-l",
                data.resolve("log").toString(),
                "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c fsync=off -k " + data);
    }

    void down() throws IOException, InterruptedException {
        control("stop", "-m", "immediate");
    }

    private void control(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(programs.resolve("pg_ctl").toString(), "-D", data.toString()));
        line.addAll(List.of(arguments));
        run(line);
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=test";
    }

    /** PostgreSQL refuses to be run by root. */
    private static String run(List<String> line) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            whole.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        whole.addAll(line);
        Path output = Files.createTempFile("postgres", ".txt");
        try {
            int status = new ProcessBuilder(whole)
                    .directory(Path.of("/tmp").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start()
                    .waitFor();
            String said = Files.readString(output);
            if (status != 0) {
                throw new IOException(whole + " ended with " + status + ": " + said);
            }
            return said;
        } finally {
            Files.delete(output);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            down();
            run(List.of("rm", "-rf", data.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
