package io.github.camelhf.inference.examples.redaction;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.camel.builder.NotifyBuilder;

/** Puts documents into the inbox and shows what is left of them. */
public final class RedactionExample {

    private static final String LETTER = """
            Good news: the floor of Ann Lee is ready. Please call Tom Miller
            at +49 30 1234567, or write to tom.miller@example.org before noon.
            """;

    private RedactionExample() {}

    /** Takes {@code yaml} to start the route in YAML. */
    public static void main(String[] arguments) throws Exception {
        // Before the first logger is made: the output is for people.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        run(List.of(arguments).contains("yaml"), System.out);
    }

    static void run(boolean yaml, PrintStream out) throws Exception {
        Path root = Files.createTempDirectory("redaction-example");
        String server = System.getProperty("baseUrl");
        try (InferenceEmulator emulator = InferenceEmulator.builder().build()) {
            URI models = server == null ? emulator.start().hostedUrl() : URI.create(server);
            put(root, "Ann Lee.txt", LETTER.getBytes(StandardCharsets.UTF_8));
            put(root, "the family.png", DrawnPhoto.png());
            put(root, "contract.pdf", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII));
            put(root, "old.txt", "Grüße von Ann Lee".getBytes(StandardCharsets.ISO_8859_1));
            if (server == null) {
                emulator.fault(Fault.modelLoading(1));
            }
            try (Redactor redactor = new Redactor(root, models, Redactor.SETTINGS)) {
                NotifyBuilder done = new NotifyBuilder(redactor.camel())
                        .fromRoute("redaction")
                        .whenCompleted(4)
                        .create();
                redactor.start(yaml);
                if (!done.matches(5, TimeUnit.MINUTES)) {
                    throw new IllegalStateException("not all documents were looked through within five minutes");
                }
            }
            print(root, out);
        } finally {
            delete(root);
        }
    }

    private static void put(Path root, String name, byte[] document) throws IOException {
        Path file = Files.createDirectories(root.resolve("inbox")).resolve(name);
        Files.write(file, document);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-03T09:00:00Z")));
    }

    private static void print(Path root, PrintStream out) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path place = root.relativize(file);
                out.println(place.toString().replace('\\', '/'));
                if (file.getFileName().toString().endsWith(".png") && place.startsWith("redacted")) {
                    out.println("    " + changes(Files.readAllBytes(file)) + " pixels are others than before");
                } else if (place.startsWith("redacted") || place.endsWith("reason.txt")) {
                    Files.readString(file).lines().forEach(line -> out.println("    " + line));
                }
            }
        }
    }

    private static int changes(byte[] redacted) throws IOException {
        BufferedImage before = ImageIO.read(new ByteArrayInputStream(DrawnPhoto.png()));
        BufferedImage after = ImageIO.read(new ByteArrayInputStream(redacted));
        int changes = 0;
        for (int i = 0; i < DrawnPhoto.WIDTH * DrawnPhoto.HEIGHT; i++) {
            int x = i % DrawnPhoto.WIDTH;
            int y = i / DrawnPhoto.WIDTH;
            changes += before.getRGB(x, y) == after.getRGB(x, y) ? 0 : 1;
        }
        return changes;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
