package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.examples.watchedfolder.audit.AuditLog;
import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import io.github.camelhf.inference.examples.watchedfolder.journal.Bookkeeping;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder of small pictures, each of another content, with a heap in which their names alone would hardly fit. Runs for many
 * minutes, so only on demand: {@code -Dwatched-folder.backlog=100000}.
 */
@EnabledIfSystemProperty(named = "watched-folder.backlog", matches = "\\d+", disabledReason = "runs for many minutes")
class BacklogTest {

    private static final int COUNT = Integer.getInteger("watched-folder.backlog", 0);
    private static final Pattern COLLECTION =
            Pattern.compile("\\[([0-9.]+)s\\].*Pause Full.* \\d+M->(\\d+)M\\(\\d+M\\)");

    @TempDir
    Path temporary;

    @Test
    void sortsThemAllWithAFlatHeap() throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("pictures"));
        for (int i = 0; i < COUNT; i++) {
            Path file = folder.resolve("picture " + i + ".png");
            ImageIO.write(picture(i), "png", file.toFile());
            Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_600_000_000L + i)));
        }
        Path collections = temporary.resolve("gc.log");
        ProgramOfItsOwn program = new ProgramOfItsOwn(
                temporary.resolve("output.txt"),
                List.of("-Xmx64m", "-XX:+UseSerialGC", "-Xlog:gc:file=" + collections + "::filesize=0"));
        long begun = System.nanoTime();
        try (ReplayingServer server = ReplayingServer.start(temporary.resolve("one"))) {
            Process process = program.start("--dir", folder.toString(), "--endpoint-url", server.url());
            process.waitFor();
            System.out.println(Files.readString(temporary.resolve("output.txt")));
            System.out.printf(
                    "%d files in %.0f s, most MB in use after a full collection, at each tenth: %s%n",
                    COUNT, (System.nanoTime() - begun) / 1e9, Arrays.toString(heap(collections)));
            assertThat(process.exitValue()).isZero();
            assertThat(server.calls()).isEqualTo(COUNT);
        }
        checkPlaces(folder);
    }

    private static void checkPlaces(Path folder) throws IOException {
        Set<String> places = new HashSet<>();
        try (Stream<FileResult> lines = AuditLog.read(folder)) {
            lines.forEach(line -> {
                assertThat(places.add(line.place())).as(line.place()).isTrue();
                assertThat(line.decision()).isEqualTo(FileResult.ACCEPT);
                assertThat(line.reused()).isNull();
                assertThat(folder.resolve(line.place())).exists();
                assertThat(folder.resolve(line.place() + ".json")).exists();
            });
        }
        assertThat(places).hasSize(COUNT);
        assertThat(LeftFiles.count(folder, IgnoredNames.usual())).isZero();
        assertThat(Bookkeeping.of(folder).resolve("open")).isEmptyDirectory();
    }

    /** The largest heap in use that a full collection left, for each tenth of the time. */
    private static int[] heap(Path collections) throws IOException {
        List<MatchResult> all =
                COLLECTION.matcher(Files.readString(collections)).results().toList();
        double end = Double.parseDouble(all.get(all.size() - 1).group(1));
        int[] most = new int[10];
        for (MatchResult one : all) {
            int tenth = (int) Math.min(9, 10 * Double.parseDouble(one.group(1)) / end);
            most[tenth] = Math.max(most[tenth], Integer.parseInt(one.group(2)));
        }
        return most;
    }

    private static BufferedImage picture(int number) {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 16; x++) {
            for (int y = 0; y < 16; y++) {
                image.setRGB(x, y, x % 4 == 0 || y % 4 == 0 ? 0xFFFFFF : 0x3D7C8C);
            }
        }
        image.setRGB(0, 0, number);
        return image;
    }
}
