package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Programs that tests start. */
public final class Programs {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Programs() {}

    /** Runs a class of the tests in a JVM of its own, which has to end well; what it says. */
    public static String run(Class<?> main, List<String> javaOptions, String... arguments) throws Exception {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(javaOptions);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        line.addAll(List.of(arguments));
        Process program = atMost(
                PATIENCE, new ProcessBuilder(line).redirectErrorStream(true).start());
        String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(program.waitFor()).as(output).isZero();
        return output;
    }

    /** Ends it after this time: whoever reads what it says then goes on with what there is, and hangs no build. */
    public static Process atMost(Duration time, Process program) {
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
                .execute(program::destroyForcibly);
        return program;
    }
}
