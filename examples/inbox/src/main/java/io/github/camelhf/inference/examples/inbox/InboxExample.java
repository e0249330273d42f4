package io.github.camelhf.inference.examples.inbox;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import io.github.camelhf.inference.examples.inbox.MailServer.Attachment;
import io.github.camelhf.inference.examples.pictures.Sample;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.NotifyBuilder;

/** Sends mails to a mailbox and shows where their parts came to lie, and what the models said about them. */
public final class InboxExample {

    /** Characters of a text that are shown. */
    private static final int WIDTH = 90;

    private InboxExample() {}

    /** Takes {@code yaml} to start the routes in YAML. */
    public static void main(String[] arguments) throws Exception {
        // Before the first logger is made: the output is for people.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        run(List.of(arguments).contains("yaml"), System.out);
    }

    static void run(boolean yaml, PrintStream out) throws Exception {
        Path root = Files.createTempDirectory("inbox-example");
        String server = System.getProperty("baseUrl");
        try (InferenceEmulator emulator = InferenceEmulator.builder().build();
                MailServer mails = new MailServer()) {
            URI models = server == null ? emulator.start().hostedUrl() : URI.create(server);
            send(mails);
            if (server == null) {
                emulator.fault(Fault.modelLoading(1));
            }
            try (InboxSorter sorter = new InboxSorter(root, mails.mailbox(), models, InboxSorter.SETTINGS)) {
                NotifyBuilder done = new NotifyBuilder(sorter.camel())
                        .fromRoute("inbox")
                        .filter(exchange -> exchange.getProperty(Exchange.SPLIT_INDEX) == null)
                        .whenCompleted(2)
                        .create();
                sorter.start(yaml);
                if (!done.matches(5, TimeUnit.MINUTES)) {
                    throw new IllegalStateException("not all mails were read within five minutes");
                }
            }
            print(root, out);
        } finally {
            delete(root);
        }
    }

    private static void send(MailServer mails) throws Exception {
        byte[] lawn = Sample.pictures().get(2).bytes();
        mails.deliver(
                "The lawn came with weeds in it, I ask for a refund.",
                new Attachment("lawn.png", "image/png", lawn),
                new Attachment("broken.png", "image/png", Arrays.copyOf(lawn, 100)),
                new Attachment("on the phone.wav", "application/octet-stream", Tone.wav(440, 523)));
        mails.deliver(
                "When is the delivery of my wooden floor?",
                new Attachment("garden.jpg", "application/octet-stream", lawn),
                new Attachment("../../plan.pdf", "image/png", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII)));
    }

    /** Each part that was filed, and the beginning of what was said about it. */
    private static void print(Path root, PrintStream out) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path said : files.filter(file -> file.toString().endsWith(".txt"))
                    .filter(file -> Files.exists(Path.of(file.toString().replaceAll("\\.txt$", ""))))
                    .sorted()
                    .toList()) {
                String part = root.relativize(said).toString().replace('\\', '/');
                String text = Files.readString(said);
                out.printf(
                        "%-34s%s%n",
                        part.replaceFirst("/\\d+-\\d+-", "/").replaceAll("\\.txt$", ""),
                        text.substring(0, Math.min(WIDTH, text.length())));
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
