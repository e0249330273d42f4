package io.github.camelhf.inference.examples.folder;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import io.github.camelhf.inference.examples.pictures.Sample;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.builder.RouteBuilder;

/**
 * Classifies a small tree of pictures, stops, adds one picture, and starts again: only the new one is sent. Then the same tree is
 * moved by the other route.
 */
public final class FolderExample {

    private FolderExample() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws Exception {
        // Before the first logger is made: the output is for people.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        Path root = Files.createTempDirectory("folder-example");
        try (InferenceEmulator model = InferenceEmulator.builder().start()) {
            Path pictures = Files.createDirectories(root.resolve("pictures/2026/bathroom"));
            for (Sample picture : Sample.pictures()) {
                Files.write(pictures.resolve(picture.name()), picture.bytes());
            }
            Files.write(pictures.resolve("note.jpg"), Sample.note().bytes());
            model.fault(Fault.modelLoading(1));
            int calls = run(root, model, new FolderRoute(), 4);
            System.out.println("First run, " + calls + " calls:");
            print(root, "results");

            Files.write(pictures.resolve("large.bmp"), Sample.large().bytes());
            System.out.println("Second run, " + (run(root, model, new FolderRoute(), 1) - calls) + " call:");
            print(root, "results");

            Files.move(root.resolve("pictures"), root.resolve("inbox"));
            run(root, model, new MovingRoute(), 5);
            System.out.println("The route that moves:");
            print(root, "done", "failed");
        } finally {
            delete(root);
        }
    }

    /** Runs the route until so many pictures have a result, and tells how many calls there were up to now. */
    private static int run(Path root, InferenceEmulator model, RouteBuilder builder, int files) throws Exception {
        URI server = model.url();
        try (FolderClassifier route = new FolderClassifier(root, server, FolderClassifier.SETTINGS)) {
            NotifyBuilder done =
                    new NotifyBuilder(route.camel()).whenDone(files).create();
            route.start(builder);
            if (!done.matches(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("not all pictures had a result within a minute");
            }
        }
        return model.requests().size();
    }

    private static void print(Path root, String... folders) throws IOException {
        for (String folder : folders) {
            try (Stream<Path> all = Files.walk(root.resolve(folder))) {
                for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                    boolean text = file.toString().matches(".*\\.(json|txt)");
                    System.out.println("  " + root.relativize(file) + (text ? "  " + Files.readString(file) : ""));
                }
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
