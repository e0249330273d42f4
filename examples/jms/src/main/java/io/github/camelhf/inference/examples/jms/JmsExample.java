package io.github.camelhf.inference.examples.jms;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import io.github.camelhf.inference.examples.pictures.Sample;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Starts a broker and the routes, sends pictures through both and prints what came of them. */
public final class JmsExample {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private JmsExample() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws Exception {
        // Before the first logger is made: the output is for people.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        Path journal = Files.createTempDirectory("jms-example");
        try (InferenceEmulator model = InferenceEmulator.builder().start();
                Broker broker = new Broker(journal, Duration.ofMillis(500))) {
            broker.start();
            System.out.println("Artemis listens on " + broker.url());
            run(broker, model);
        } finally {
            delete(journal);
        }
    }

    private static void run(Broker broker, InferenceEmulator model) throws Exception {
        try (JmsClassifier routes = new JmsClassifier(broker.url(), model.url(), JmsClassifier.SETTINGS);
                Mail mail = new Mail(broker.url())) {
            routes.start();
            List<Sample> pictures = Sample.pictures();
            model.fault(Fault.modelLoading(1));
            System.out.println("Sending pictures to the queue \"pictures\" while the model loads:");
            for (Sample picture : pictures) {
                mail.send("pictures", picture);
            }
            mail.send("pictures", Sample.note());
            for (int i = 0; i < pictures.size(); i++) {
                System.out.println("  results          " + line(mail.receive("results", PATIENCE)));
            }
            System.out.println("  pictures.failed  " + line(mail.receive("pictures.failed", PATIENCE)));

            System.out.println("Asking over the queue \"questions\":");
            System.out.println("  reply            " + line(mail.ask("questions", pictures.get(1), PATIENCE)));
            System.out.println("  reply            " + line(mail.ask("questions", Sample.note(), PATIENCE)));
        }
    }

    private static String line(Message message) throws JMSException {
        String file = "%-9s ".formatted(message.getStringProperty("FileName"));
        String failure = message.getStringProperty(Cause.CLASS);
        if (failure != null) {
            return file + failure.substring(failure.lastIndexOf('.') + 1) + ": "
                    + message.getStringProperty(Cause.MESSAGE);
        }
        return file
                + "%s, %.2f"
                        .formatted(
                                message.getStringProperty("Label"), Double.valueOf(message.getStringProperty("Score")));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
