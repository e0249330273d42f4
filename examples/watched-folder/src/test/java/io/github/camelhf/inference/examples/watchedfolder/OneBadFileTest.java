package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.examples.watchedfolder.audit.AuditLog;
import io.github.camelhf.inference.examples.watchedfolder.journal.Bookkeeping;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that cannot be coped with is left or kept as it is; all others find their place. */
@Timeout(120)
class OneBadFileTest {

    /** More than an array can hold, and nothing on the disk. */
    private static final long THREE_GIGABYTES = 3L << 30;

    @TempDir
    Path folder;

    @BeforeEach
    void drop() {
        DrawnPicture.write(folder.resolve("bad.png"), DrawnPicture.tiles(1));
        DrawnPicture.write(folder.resolve("good.png"), DrawnPicture.tiles(2));
    }

    @Test
    void anXmpFileThatIsTooLargeLeavesItsPictureInTheInbox() throws IOException {
        sparse(folder.resolve("bad.png.xmp"));

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(new Sorted(folder).files()).containsExactly("bad.png", "sorted/ceramic-tile/good.png");
        assertThat(run.out())
                .contains("bad.png.xmp has 3221225472 bytes, more than the")
                .contains("(bad.png)");
    }

    @Test
    void aPictureThatIsLargerThanAnyStaysUnread() throws IOException {
        sparse(folder.resolve("bad.png"));
        Files.setLastModifiedTime(
                folder.resolve("bad.png"), FileTime.from(Instant.now().minusSeconds(90)));

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(new Sorted(folder).files()).containsExactly("bad.png", "sorted/ceramic-tile/good.png");
        assertThat(run.out())
                .contains("it has 3221225472 bytes, more than the 2147483648")
                .contains("(bad.png)");
    }

    @ParameterizedTest
    @CsvSource({"20000, 1", "3000000, 1", "1, 300000"})
    void anXmpFileThatIsTooDeepOrTooWideGoesAlongAsItIs(int deep, int wide) throws IOException {
        String xmp = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description>"
                + "<a>".repeat(deep) + "<b/>".repeat(wide) + "</a>".repeat(deep) + "</rdf:Description></rdf:RDF>";
        Path file = folder.resolve("bad.png.xmp");
        Files.writeString(file, xmp);
        boolean tooLarge = Files.size(file) > 16 << 20;

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(new Sorted(folder).files()).contains("sorted/ceramic-tile/good.png");
        if (tooLarge) {
            assertThat(folder.resolve("bad.png")).exists();
        } else {
            assertThat(run.status()).as(run.out() + run.err()).isZero();
            assertThat(folder.resolve("sorted/ceramic-tile/bad.png.xmp")).hasContent(xmp);
            assertThat(run.out()).contains("bad.png.xmp was left as it is");
        }
    }

    @Test
    void aKeptAnswerThatIsTooLargeIsAskedForAgain() throws IOException {
        CommandRun.of("--dir", folder.toString(), "--dry-run");
        try (Stream<Path> files = Files.walk(Bookkeeping.of(folder).resolve("answers"))) {
            for (Path answer : files.filter(Files::isRegularFile).toList()) {
                sparse(answer);
            }
        }

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("2 sorted");
    }

    @Test
    void aNoteThatIsTooLargeIsSetAside() throws IOException {
        Files.createDirectories(Bookkeeping.of(folder).resolve("open"));
        sparse(Bookkeeping.of(folder).resolve("open/1.json"));

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("2 sorted", "open/1.json");
        assertThat(Bookkeeping.of(folder).resolve("set-aside/1.json")).exists();
    }

    @Test
    void aLogThatHoldsNoLinesIsNamedAndLeft() throws IOException {
        sparse(folder.resolve(AuditLog.NAME));

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("audit.jsonl", "move it away");
        assertThat(Files.size(folder.resolve(AuditLog.NAME))).isEqualTo(THREE_GIGABYTES);
    }

    @Test
    void aLineOfTheLogThatIsTooLongIsLeftOutOfTheReport() throws IOException {
        CommandRun.of("--dir", folder.toString());
        Path log = folder.resolve(AuditLog.NAME);
        byte[] lines = Files.readAllBytes(log);
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.setLength(lines.length + (THREE_GIGABYTES >> 2));
            file.seek(file.length());
            file.write('\n');
            file.write(lines);
        }

        CommandRun run = CommandRun.of("report", "--dir", folder.toString());

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("2 files", "left out: 1 lines");
    }

    @Test
    void settingsThatAreTooLargeAreRefused() throws IOException {
        Path settings = folder.resolve("sorting.properties");
        sparse(settings);

        CommandRun run = CommandRun.of("--config", settings.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("sorting.properties").contains("1048576 bytes");
    }

    private static void sparse(Path file) throws IOException {
        Files.write(file, "<x".getBytes(StandardCharsets.UTF_8));
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.setLength(THREE_GIGABYTES);
        }
    }
}
