package io.github.camelhf.inference.examples.folder;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import io.github.camelhf.inference.examples.pictures.Sample;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.builder.NotifyBuilder;

/** Classifies a small tree of pictures, stops, adds one picture, and starts again: only the new one is sent. */
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
            int calls = run(root, model, 4);
            System.out.println("First run, " + calls + " calls:");
            print(root);

            Files.write(pictures.resolve("large.bmp"), Sample.large().bytes());
            System.out.println("Second run, " + (run(root, model, 1) - calls) + " call:");
            print(root);
        } finally {
            delete(root);
        }
    }

    /** Runs the route until so many pictures have a result, and tells how many calls there were up to now. */
    private static int run(Path root, InferenceEmulator model, int files) throws Exception {
        URI server = model.url();
        try (FolderClassifier route = new FolderClassifier(root, server, FolderClassifier.SETTINGS)) {
            NotifyBuilder done =
                    new NotifyBuilder(route.camel()).whenCompleted(files).create();
            route.start();
            if (!done.matches(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("not all pictures had a result within a minute");
            }
        }
        return model.requests().size();
    }

    private static void print(Path root) throws IOException {
        Path results = root.resolve("results");
        try (Stream<Path> all = Files.walk(results)) {
            List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
            for (Path file : files) {
                System.out.println("  " + results.relativize(file) + "  " + Files.readString(file));
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
