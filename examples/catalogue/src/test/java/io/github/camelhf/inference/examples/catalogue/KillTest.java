package io.github.camelhf.inference.examples.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import io.github.camelhf.inference.examples.catalogue.shelf.Product;
import io.github.camelhf.inference.examples.catalogue.shelf.Shelf;
import io.github.camelhf.inference.examples.pictures.ProductPicture;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program is killed at random moments while it indexes a folder that changes meanwhile, at a server that fails now and then. In
 * the end the index equals one that was built in peace. {@code -Dkills=20} is the profile {@code platforms}; without it one
 * kill keeps the build short.
 */
@Timeout(600)
class KillTest {

    private static final int KILLS = Integer.getInteger("kills", 1);
    /** How a process ends that {@code kill -9} ends. */
    private static final int KILLED = 128 + 9;

    private static final int FILES = 40 + 3 * KILLS;

    @TempDir
    Path temporary;

    private final long seed = Long.getLong("kill.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void anIndexThatWasKilledAgainAndAgainEqualsOneBuiltInPeace() throws Exception {
        Path pictures = temporary.resolve("pictures");
        Path killed = temporary.resolve("killed");
        List<ProductPicture> products = ProductPicture.catalogue().subList(0, FILES);
        Files.createDirectories(pictures);
        for (ProductPicture product : products) {
            product.write(pictures);
        }
        try (InferenceEmulator model =
                InferenceEmulator.builder().latency(Duration.ofMillis(60)).start()) {
            for (int kill = 0; kill < KILLS; kill++) {
                Process process = program(pictures, killed, model.url());
                int until = model.requests().size() + 1 + random.nextInt(2 + 2 * FILES / 16 / Math.min(KILLS, 4));
                while (process.isAlive() && model.requests().size() < until) {
                    process.waitFor(5, TimeUnit.MILLISECONDS);
                }
                process.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
                process.destroyForcibly().waitFor();
                assertThat(process.exitValue()).as(this::log).isIn(KILLED, 0);
                model.fault(Fault.serverError());
                change(pictures, products, kill);
            }
            index(pictures, killed, model.url());

            Path peaceful = temporary.resolve("peaceful");
            index(pictures, peaceful, model.url());
            assertThat(content(killed)).as("repeat with -Dkill.seed=" + seed).isEqualTo(content(peaceful));
        }
    }

    /** Goes on in this program, where nobody kills it. */
    private static void index(Path pictures, Path index, URI model) throws Exception {
        Settings settings = Running.settings(pictures, model, Map.of());
        int files;
        try (Stream<Path> all = Files.list(pictures)) {
            files = (int) all.count();
        }
        Running.start(
                        new Settings(
                                pictures,
                                index,
                                model,
                                settings.port(),
                                settings.store(),
                                settings.labels(),
                                settings.route()),
                        Dsl.JAVA)
                .indexed(files)
                .close();
    }

    /** Deletes a file, gives another the content of a third, and touches one. */
    private static void change(Path pictures, List<ProductPicture> products, int kill) throws IOException {
        Files.deleteIfExists(pictures.resolve(products.get(kill * 3).name()));
        Files.write(
                pictures.resolve(products.get(kill * 3 + 1).name()),
                Files.readAllBytes(pictures.resolve(products.get(FILES - 1).name())));
        Files.setLastModifiedTime(
                pictures.resolve(products.get(kill * 3 + 2).name()), FileTime.fromMillis(1_000_000L * (kill + 1)));
    }

    private Process program(Path pictures, Path index, URI model) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CatalogueCommand.class.getName(),
                        "--dir",
                        pictures.toString(),
                        "--index",
                        index.toString(),
                        "--endpoint-url",
                        model.toString(),
                        "--port",
                        "0",
                        "--rest",
                        "0ms",
                        "--once")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(temporary.toFile(), "output.txt")));
        builder.environment().keySet().removeIf(name -> name.startsWith("HF_") || name.startsWith("HUGGING_FACE"));
        builder.environment().put("HF_HOME", temporary.resolve("no-home").toString());
        return builder.start();
    }

    /** Each file with what is known of it and its vector. */
    private static Map<Product, List<Float>> content(Path index) throws IOException {
        Map<Product, List<Float>> content =
                new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
        try (Shelf shelf = Shelf.open(index)) {
            for (String file : shelf.files()) {
                List<Float> vector = new ArrayList<>();
                for (float number : shelf.vectorOfFile(file).orElseThrow()) {
                    vector.add(number);
                }
                content.put(Objects.requireNonNull(shelf.product(file)), vector);
            }
        }
        return content;
    }

    private String log() {
        try {
            return Files.readString(temporary.resolve("output.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
