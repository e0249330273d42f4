package io.github.camelhf.inference.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.Programs;
import io.github.camelhf.inference.Routes;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed in the middle of a folder, and started again. */
class KillTest {

    private static final int FILES = 200;
    private static final long SEED = 20_261_120;
    private static final int KILLS = 3;

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void aKilledProcessLeavesEachFileInOnePlaceAndTheNextOneFinishes() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("in"));
        for (int i = 0; i < FILES; i++) {
            Files.writeString(inbox.resolve("text" + i + ".txt"), "a red tile, number " + i);
        }
        EMULATOR.alwaysFault(Fault.slow(Duration.ofMillis(3)));
        Random random = new Random(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            int after = 1 + random.nextInt(FILES / (KILLS + 1));
            Process child = child();
            readLines(child, after);
            child.destroyForcibly();
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(places())
                    .as("after kill %s", kill)
                    .hasSize(FILES)
                    .allSatisfy((name, where) -> assertThat(where).hasSize(1));
        }

        int left = FILES - count("done");
        Process last = child();
        readLines(last, left);
        last.getOutputStream().close(); // asks it to stop in good order
        assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(places())
                .hasSize(FILES)
                .allSatisfy((name, where) -> assertThat(where).containsExactly("done"));
    }

    private Process child() throws IOException {
        ProcessBuilder child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Folder.class.getName(),
                        folder.toString(),
                        EMULATOR.url().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        return Programs.atMost(Duration.ofMinutes(1), child.start());
    }

    private static void readLines(Process child, int count) throws IOException {
        BufferedReader lines = child.inputReader();
        for (int i = 0; i < count; i++) {
            String line = lines.readLine();
            assertThat(line).as("line %s of the child", i).isNotNull();
            if (!line.startsWith("done ")) {
                i--;
            }
        }
    }

    private int count(String place) throws IOException {
        return (int) places().values().stream()
                .filter(where -> where.contains(place))
                .count();
    }

    private Map<String, List<String>> places() throws IOException {
        Map<String, List<String>> places = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".txt"))
                    .forEach(file -> places.merge(
                            file.getFileName().toString(),
                            List.of(folder.relativize(file).getName(0).toString()),
                            (one, other) ->
                                    Stream.concat(one.stream(), other.stream()).toList()));
        }
        return places;
    }

    /** The child: a route from a folder that says which files are done, until its input ends. */
    static final class Folder {

        private Folder() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) throws Exception {
            try (Routes routes = new Routes()) {
                routes.add(route -> route.from(
                                "file:" + arguments[0] + "/in?initialDelay=0&delay=50&maxMessagesPerPoll=20"
                                        + "&readLock=none&move=../done&moveFailed=../failed")
                        .to(
                                "hf-inference:text-embedding?api=multimodal&resultHeader=embedding&maxInFlight=4&endpointUrl="
                                        + arguments[1])
                        .process(exchange -> exchange.getExchangeExtension()
                                .addOnCompletion(new org.apache.camel.support.SynchronizationAdapter() {
                                    @Override
                                    public void onDone(org.apache.camel.Exchange done) {
                                        System.out.println(
                                                "done " + done.getMessage().getHeader("CamelFileName"));
                                    }

                                    @Override
                                    public int getOrder() {
                                        return LOWEST; // after the file has been moved
                                    }
                                })));
                while (System.in.read() >= 0) {
                    // Only its end matters.
                }
            }
        }
    }
}
