package io.github.camelhf.inference.docs;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** How files come into a folder: at once and at rest, or slowly. */
final class Arrivals {

    private static final Duration PAUSE = Duration.ofMillis(2500);

    private Arrivals() {}

    /** Moves in a file that was finished a minute ago. */
    static void arrive(Path outside, Path place, byte[] content) throws IOException {
        Path whole = Files.write(outside.resolve("arriving"), content);
        Files.setLastModifiedTime(whole, FileTime.from(Instant.now().minusSeconds(60)));
        Files.move(whole, place);
    }

    /** Writes the second half after a pause in which nobody may take the first. */
    static void writeInTwoSteps(Path place, byte[] content) throws IOException {
        int half = content.length / 2;
        Files.write(place, Arrays.copyOf(content, half));
        await().during(PAUSE).atMost(PAUSE.multipliedBy(4)).until(() -> Files.exists(place));
        Files.write(place, Arrays.copyOfRange(content, half, content.length), StandardOpenOption.APPEND);
    }

    static boolean isEmpty(Path folder) {
        return names(folder).isEmpty();
    }

    /** The files in a folder, without those of its sub-folders. */
    static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
