package io.github.camelhf.inference.examples.invoice;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import io.github.camelhf.inference.examples.pictures.Sample;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.builder.NotifyBuilder;

/** Draws invoices, good and bad ones, and shows which were booked and which have to be reviewed. */
public final class InvoiceExample {

    private static final Instant DRAWN = Instant.parse("2026-11-03T09:00:00Z");

    /** What models say that would rather not read a picture. */
    static final Fault REFUSAL = Fault.answer(200, "application/json", """
            {"choices": [{"message": {"refusal": "I cannot help with documents of persons."}, "finish_reason": "stop"}]}
            """);

    /** Characters of a text that are shown. */
    private static final int WIDTH = 116;

    private InvoiceExample() {}

    /** Takes {@code yaml} to start the route in YAML. */
    public static void main(String[] arguments) throws Exception {
        // Before the first logger is made: the output is for people.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        run(List.of(arguments).contains("yaml"), System.out);
    }

    static void run(boolean yaml, PrintStream out) throws Exception {
        Path root = Files.createTempDirectory("invoice-example");
        String server = System.getProperty("endpointUrl");
        try (InferenceEmulator emulator = InferenceEmulator.builder().build()) {
            if (server != null) {
                put(root, "right.png", DrawnInvoice.png(DrawnInvoice.RIGHT));
                put(root, "wrong-total.png", DrawnInvoice.with("583.10", "538.10"));
                put(root, "damaged.png", DrawnInvoice.damaged());
                work(root, URI.create(server), yaml, 3);
            } else {
                URI chat = emulator.start().url().resolve("/v1/chat/completions");
                put(root, "right.png", DrawnInvoice.png(DrawnInvoice.RIGHT));
                put(root, "wrong-total.png", DrawnInvoice.with("583.10", "538.10"));
                put(root, "wrong-date.png", DrawnInvoice.with("2026-11-03", "3 NOV 2026"));
                put(root, "endless.png", DrawnInvoice.endless());
                put(root, "lawn.png", Sample.pictures().get(2).bytes());
                put(root, "damaged.png", DrawnInvoice.damaged());
                emulator.fault(Fault.modelLoading(1));
                work(root, chat, yaml, 6);
                put(root, "refused.png", DrawnInvoice.png(DrawnInvoice.RIGHT));
                emulator.fault(REFUSAL);
                work(root, chat, yaml, 1);
            }
            print(root.resolve("booked"), ".json", out);
            print(root.resolve("review"), ".txt", out);
        } finally {
            delete(root);
        }
    }

    private static void put(Path root, String name, byte[] picture) throws IOException {
        Path file = Files.createDirectories(root.resolve("inbox")).resolve(name);
        Files.write(file, picture);
        Files.setLastModifiedTime(file, FileTime.from(DRAWN));
    }

    /** Runs the route until so many pictures are out of the inbox. */
    private static void work(Path root, URI server, boolean yaml, int pictures) throws Exception {
        try (InvoiceDesk desk = new InvoiceDesk(root, server, InvoiceDesk.SETTINGS)) {
            NotifyBuilder done = new NotifyBuilder(desk.camel())
                    .fromRoute("invoice")
                    .whenCompleted(pictures)
                    .create();
            desk.start(yaml);
            if (!done.matches(5, TimeUnit.MINUTES)) {
                throw new IllegalStateException("not all invoices had an answer within five minutes");
            }
        }
    }

    /** The beginning of what was written about each picture that lies beside it. */
    private static void print(Path folder, String written, PrintStream out) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path text : files.filter(file -> file.toString().endsWith(written))
                    .sorted()
                    .toList()) {
                String picture = text.getFileName().toString().replace(written, "");
                if (!Files.exists(folder.resolve(picture))) {
                    throw new IllegalStateException(picture + " is not in " + folder);
                }
                String name = picture.replaceFirst("-\\d+-\\d+(?=\\.)", "");
                String first = Files.readAllLines(text).get(0);
                out.printf(
                        "%-8s%-16s%s%n",
                        folder.getFileName(), name, first.substring(0, Math.min(WIDTH, first.length())));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
