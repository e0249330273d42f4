package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import io.github.camelhf.inference.examples.watchedfolder.audit.FileResult;
import io.github.camelhf.inference.examples.watchedfolder.journal.Bookkeeping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may put pictures into the folder may put anything else there, too: nothing outside of it may be read or touched. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class UntrustedFolderTest {

    @TempDir
    Path temporary;

    private Path folder = Path.of("");
    private Path outside = Path.of("");
    private Map<String, String> before = Map.of();

    @BeforeEach
    void drop() throws IOException {
        folder = Files.createDirectory(temporary.resolve("pictures"));
        outside = Files.createDirectory(temporary.resolve("outside"));
        for (String name : List.of("1", "7", "a.png", "a.png.json", "a.png.xmp", "a.xmp", "secret", "index.html")) {
            Files.writeString(outside.resolve(name), "a stranger's " + name);
        }
        Files.createDirectory(outside.resolve("in"));
        Files.writeString(outside.resolve("in/1.json"), "{}");
        before = contents(outside);
        DrawnPicture.write(folder.resolve("tiles.png"), DrawnPicture.tiles());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside/a.png",
                "sorted/../../outside/a.png",
                "/a.png",
                "a.png",
                "sorted",
                ".watched-folder/lock",
                "inbox/a.png"
            })
    void aNoteReachesNothingButThePlacesOfPictures(String place) throws IOException {
        Files.writeString(folder.resolve("a.png"), "somebody's");
        Files.writeString(folder.resolve("a.png.json"), "somebody's");
        plant("open/1.json", note(place, "tiles.png", place + ".xmp"));

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(run.out()).contains(".watched-folder/open/1.json", "set aside", "nothing was done about it");
        assertThat(contents(outside)).isEqualTo(before);
        assertThat(folder.resolve("a.png.json")).hasContent("somebody's");
        assertThat(setAside()).containsExactly("1.json");
        assertThat(folder.resolve("sorted/ceramic-tile/tiles.png")).exists();
    }

    @Test
    void aNoteReachesNoSourceOutsideAndNoOtherFileAsKeywords() throws IOException {
        Files.createDirectories(folder.resolve("sorted/grass"));
        Files.writeString(folder.resolve("sorted/grass/a.png"), "somebody's");
        plant("open/1.json", note("sorted/grass/b.png", "../outside/a.png", "sorted/grass/b.png.xmp"));
        plant("open/2.json", note("sorted/grass/b.png", "tiles.png", "sorted/grass/a.png"));
        plant(
                "open/3.json",
                note("sorted/grass/b.png", "tiles.png", "sorted/grass/b.png.xmp")
                        .replace("\"x.xmp\"", "\"../outside/a.xmp\""));

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(contents(outside)).isEqualTo(before);
        assertThat(folder.resolve("sorted/grass/a.png")).hasContent("somebody's");
        assertThat(setAside()).containsExactlyInAnyOrder("1.json", "2.json", "3.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "[]",
                "7",
                "\"text\"",
                "",
                "{\"result\":{},\"source\":\"a.png\",\"keywords\":[],\"auditLength\":0}",
                "{\"result\":null,\"source\":null,\"keywords\":null,\"auditLength\":-9}",
                "{\"result\":7}",
                "{\"of\":\"a later version\"}"
            })
    void aNoteOfAnotherShapeStopsNoStart(String content) throws IOException {
        plant("open/1.json", content);

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("1 sorted", ".watched-folder/open/1.json");
        assertThat(Files.readString(Bookkeeping.of(folder).resolve("set-aside/1.json")))
                .isEqualTo(content);
    }

    @Test
    void namesTheFirstOfManyNotesAndCountsTheOthers() throws IOException {
        for (int number = 1; number <= 25; number++) {
            plant("open/" + number + ".json", "{}");
        }

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(run.out().lines().filter(line -> line.startsWith("note: .watched-folder/open/")))
                .hasSize(20);
        assertThat(run.out()).contains("and 5 more notes");
        assertThat(setAside()).hasSize(25);
    }

    @Test
    void whatIsNoFileAmongTheNotesAndDraftsStopsNoStart() throws IOException {
        Path own = Bookkeeping.of(folder);
        Files.createDirectories(own.resolve("open/folder.json/in"));
        Files.createSymbolicLink(own.resolve("open/2.json"), outside.resolve("in/1.json"));
        Files.createDirectories(own.resolve("drafts/1/in"));
        Files.createSymbolicLink(own.resolve("drafts/2"), outside.resolve("1"));
        Files.writeString(own.resolve("drafts/by hand"), "somebody's");

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("1 sorted");
        assertThat(contents(outside)).isEqualTo(before);
        assertThat(own.resolve("drafts/by hand")).hasContent("somebody's");
        assertThat(setAside()).containsExactlyInAnyOrder("folder.json", "2.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".watched-folder",
                ".watched-folder/open",
                ".watched-folder/drafts",
                "sorted",
                "sorted/ceramic-tile",
                ".watched-folder/answers"
            })
    void aLinkInPlaceOfAFolderIsNotFollowed(String name) throws IOException {
        Path link = folder.resolve(name);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, outside);

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(contents(outside)).isEqualTo(before);
        assertThat(link).isSymbolicLink();
        assertThat(run.out() + run.err()).contains(name + " is a link");
    }

    @ParameterizedTest
    @ValueSource(strings = {".watched-folder/lock", "audit.jsonl"})
    void aLinkInPlaceOfAFileEndsTheRunWithoutBeingFollowed(String name) throws IOException {
        Path link = folder.resolve(name);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, outside.resolve("new"));

        CommandRun dangling = CommandRun.of("--dir", folder.toString());
        Files.delete(link);
        Files.createSymbolicLink(link, outside.resolve("secret"));
        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(contents(outside)).isEqualTo(before);
        assertThat(dangling.status()).isEqualTo(1);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains(name + " is a link", "remove it");
        assertThat(folder.resolve("tiles.png")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {".watched-folder/lock", "audit.jsonl", ".watched-folder/open/1.json"})
    void aPipeInPlaceOfAFileHangsNothing(String name) throws Exception {
        Path pipe = folder.resolve(name);
        Files.createDirectories(pipe.getParent());
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(run.out() + run.err()).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiles.xmp", "tiles.png.xmp"})
    void anXmpFileThatIsALinkStaysAndItsTargetIsNotRead(String name) throws IOException {
        Files.createSymbolicLink(folder.resolve(name), outside.resolve("secret"));

        CommandRun run = CommandRun.of("--dir", folder.toString());

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(folder.resolve("sorted/ceramic-tile/tiles.png")).exists();
        assertThat(contents(folder).values()).noneMatch(content -> content.contains("stranger"));
        assertThat(folder.resolve(name)).isSymbolicLink();
        assertThat(run.out()).contains(name + " is a link");
        assertThat(contents(outside)).isEqualTo(before);
    }

    @Test
    void aLinkInPlaceOfAPictureThatWaitsForAnAttemptIsNotSent() throws Exception {
        Path picture = folder.resolve("tiles.png");
        byte[] letters = "private".repeat((int) Files.size(picture)).getBytes(StandardCharsets.UTF_8);
        Path secret = Files.write(outside.resolve("letters"), Arrays.copyOf(letters, (int) Files.size(picture)));
        Files.setLastModifiedTime(secret, Files.getLastModifiedTime(picture));
        try (InferenceEmulator emulator = InferenceEmulator.builder().start()) {
            emulator.alwaysFault(Fault.overloaded());
            CompletableFuture<CommandRun> run = CompletableFuture.supplyAsync(() -> CommandRun.of(
                    "--dir",
                    folder.toString(),
                    "--endpoint-url",
                    emulator.url().toString(),
                    "--retries",
                    "2",
                    "--retry-delay",
                    "2s"));
            emulator.awaitRequests(1, Duration.ofMinutes(1));
            Files.delete(picture);
            Files.createSymbolicLink(picture, secret);
            emulator.alwaysFault(null);

            run.get(1, TimeUnit.MINUTES);

            String encoded =
                    Base64.getEncoder().encodeToString("private".repeat(3).getBytes(StandardCharsets.UTF_8));
            assertThat(emulator.requests())
                    .noneMatch(request -> new String(request.bodyHead(), StandardCharsets.UTF_8).contains(encoded));
            assertThat(folder.resolve("audit.jsonl")).isEmptyFile();
        }
    }

    @Test
    void keptAnswersAreNotReadThroughALink() throws IOException {
        CommandRun.of("--dir", folder.toString(), "--dry-run");
        Path answer;
        try (Stream<Path> files = Files.walk(Bookkeeping.of(folder).resolve("answers"))) {
            answer = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        Path moved = Files.move(answer, outside.resolve("answer"));
        Files.createSymbolicLink(answer, moved);

        CommandRun.of("--dir", folder.toString());

        assertThat(new Sorted(folder).result("sorted/ceramic-tile/tiles.png").has("reused"))
                .isFalse();
        assertThat(moved).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"report", "report/.index.html.tmp", "report/thumbnails"})
    void theReportFollowsNoLink(String name) throws IOException {
        CommandRun.of("--dir", folder.toString());
        CommandRun.of("report", "--dir", folder.toString());
        Path link = folder.resolve(name);
        if (Files.exists(link)) {
            Files.move(link, temporary.resolve("earlier"));
        }
        Files.writeString(outside.resolve(".watched-folder-report"), "");
        before = contents(outside);
        Files.createSymbolicLink(link, name.endsWith("tmp") ? outside.resolve("secret") : outside);

        CommandRun.of("report", "--dir", folder.toString());

        assertThat(contents(outside)).isEqualTo(before);
    }

    @Test
    void theReportShowsNoPictureThatIsALink() throws IOException {
        CommandRun.of("--dir", folder.toString());
        Path place = folder.resolve("sorted/ceramic-tile/tiles.png");
        Path moved = Files.move(place, outside.resolve("private.png"));
        Files.createSymbolicLink(place, moved);

        CommandRun run = CommandRun.of("report", "--dir", folder.toString());

        assertThat(run.out()).contains("1 files, 0 new previews");
    }

    @Test
    void theMarkOfADemonstrationIsNotWrittenThroughALink() throws IOException {
        Path demonstration = Files.createDirectory(temporary.resolve("demonstration"));
        Files.createSymbolicLink(demonstration.resolve(".watched-folder-demonstration"), outside.resolve("secret"));

        CommandRun run = CommandRun.of("--demo-dir", demonstration.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(contents(outside)).isEqualTo(before);
    }

    @Test
    void doctorNamesALinkInTheBookkeeping() throws IOException {
        Files.createDirectories(Bookkeeping.of(folder));
        Files.createSymbolicLink(Bookkeeping.of(folder).resolve("open"), outside);

        CommandRun run = CommandRun.of("doctor", "--dir", folder.toString());

        assertThat(run.out()).containsPattern("(?m)^problem .*open is a link");
    }

    private void plant(String name, String content) throws IOException {
        Path file = Bookkeeping.of(folder).resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** As the program writes them, but for what it names. The file at the place is another, so that it would be taken back. */
    private static String note(String place, String source, String keywords) {
        return "{\"result\":{\"file\":\"a.png\",\"place\":\"" + place + "\",\"sha256\":\"" + "0".repeat(64)
                + "\",\"bytes\":1,\"decision\":\"" + FileResult.REVIEW
                + "\",\"model\":\"m\",\"milliseconds\":1,\"attempts\":1,\"finishedAt\":\"2026-11-20T10:00:00Z\"},"
                + "\"source\":\"" + source + "\",\"keywords\":[{\"source\":\"x.xmp\",\"sha256\":\"" + "0".repeat(64)
                + "\",\"place\":\"" + keywords + "\"}],\"auditLength\":0}";
    }

    private List<String> setAside() throws IOException {
        try (Stream<Path> files = Files.list(Bookkeeping.of(folder).resolve("set-aside"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** Every name below a folder with what it holds; links are not followed. */
    private static Map<String, String> contents(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            Map<String, String> contents = new TreeMap<>();
            all.filter(file -> !Files.isSymbolicLink(file))
                    .forEach(file -> contents.put(folder.relativize(file).toString(), content(file)));
            return contents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1)
                    : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
