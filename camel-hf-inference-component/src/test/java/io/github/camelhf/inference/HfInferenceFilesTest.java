package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Camel's own file consumer does with {@link HfInferenceFiles}. */
@Timeout(120)
class HfInferenceFilesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SAFE =
            "&initialDelay=0&delay=50&processStrategy=#class:io.github.camelhf.inference.HfInferenceFiles";

    @TempDir
    Path root;

    @AutoClose
    private final Routes routes = new Routes();

    @Test
    void severalRoutesThatMoveAtTheSameTimeLoseNothing() throws Exception {
        int folders = 8;
        int rounds = 25;
        CyclicBarrier together = new CyclicBarrier(folders);
        for (int route = 0; route < folders; route++) {
            for (int round = 0; round < rounds; round++) {
                arrive("in" + route + "/" + round + "/IMG_0001.jpg", route + " " + round);
            }
        }
        for (int route = 0; route < folders; route++) {
            String uri =
                    "file:" + root + "/in" + route + "?recursive=true&move=" + root + "/out/${file:onlyname}" + SAFE;
            routes.add(each -> each.from(uri).process(exchange -> together.await()));
        }

        await().atMost(PATIENCE)
                .until(() -> IntStream.range(0, folders)
                        .allMatch(route -> files("in" + route).isEmpty()));
        assertThat(contents("out"))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, folders)
                        .boxed()
                        .flatMap(route -> IntStream.range(0, rounds).mapToObj(round -> route + " " + round))
                        .toList());
        assertThat(files("out")).contains("IMG_0001.jpg", "IMG_0001-2.jpg", "IMG_0001-99.jpg");
    }

    /** A folder below the inbox keeps its place, a file without a place goes where Camel puts it, and so does one that fails. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "in/a/b/x.png, done/a/b/, recursive=true&move=ROOT/done/${file:name}, ''",
        "in/x.png, in/.camel/, recursive=false, ''",
        "in/x.png, in/failed/, moveFailed=failed, no such endpoint"
    })
    void aFileReplacesNothingWhereItGoes(String file, String place, String options, String failure) throws Exception {
        arrive(place + "x.png", "was there");
        arrive(file, "second");
        start("file:" + root + "/in?" + options.replace("ROOT", root.toString()) + SAFE, failure);

        await().atMost(PATIENCE).until(() -> Files.notExists(root.resolve(file)));
        assertThat(root.resolve(place + "x.png")).hasContent("was there");
        assertThat(root.resolve(place + "x-2.png")).hasContent("second");
    }

    @Test
    void deleteAndNoopAndPreMoveKeepTheirMeaning() throws Exception {
        arrive("delete/x.png", "");
        arrive("noop/x.png", "");
        arrive("pre/x.png", "second");
        arrive("pre/taken/x.png", "was there");
        start("file:" + root + "/delete?delete=true" + SAFE, "");
        start("file:" + root + "/noop?noop=true" + SAFE, "");
        start("file:" + root + "/pre?preMove=taken&move=" + root + "/pre/done/${file:onlyname}" + SAFE, "");

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(files("delete")).isEmpty();
            assertThat(root.resolve("pre/done/x-2.png")).hasContent("second");
        });
        assertThat(root.resolve("pre/taken/x.png")).hasContent("was there");
        assertThat(files("noop")).containsExactly("x.png");
    }

    @Test
    void deleteSparesAPictureThatCameUnderTheSameNameMeanwhile() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        arrive("in/x.png", "first");
        routes.add(route -> route.from("file:" + root + "/in?delete=true" + SAFE)
                .process(exchange -> {
                    seen.add(exchange.getMessage().getBody(String.class));
                    if (seen.size() == 1) {
                        arrive("in/x.png", "another");
                    }
                }));

        await().atMost(PATIENCE).until(() -> files("in").isEmpty());
        assertThat(seen).containsExactly("first", "another");
    }

    @Test
    void afterPreMoveTheNextFileOfThatNameRestsAnew() throws Exception {
        Instant ahead = Instant.now().plusSeconds(3600);
        start("file:" + root + "/in?preMove=taken/${file:name}&delete=true" + SAFE + "('2s')", "");
        arrive("in/x.png", "first", ahead);
        await().atMost(PATIENCE).until(() -> files("in").isEmpty());

        arrive("in/x.png", "other", ahead);
        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(2))
                .until(() -> files("in").contains("x.png"));
        await().atMost(PATIENCE).until(() -> files("in").isEmpty());
    }

    @Test
    void unfinishedNamesAreLeftAloneAndTheOwnFilterStillHolds() throws Exception {
        for (String name :
                List.of("a.png.part", "b.png.PART", "c.crdownload", "d.!qB", "e.filepart", "part", "z.txt")) {
            arrive("in/" + name, "");
        }
        routes.context.getRegistry().bind("own", (org.apache.camel.component.file.GenericFileFilter<Object>)
                file -> !file.getFileNameOnly().endsWith(".txt"));
        start("file:" + root + "/in?filter=#own&move=" + root + "/out/${file:name}" + SAFE, "");

        arrive("in/last.png", "");
        await().atMost(PATIENCE).until(() -> files("out").contains("last.png"));
        assertThat(files("in")).contains("a.png.part", "b.png.PART", "c.crdownload", "d.!qB", "e.filepart", "z.txt");
    }

    @Test
    void whatCannotBeMovedOrDeletedIsNamedWithWhatToDo() throws Exception {
        List<String> messages = new CopyOnWriteArrayList<>();
        routes.context.getRegistry().bind("failures", (ExceptionHandler) new ExceptionHandler() {
            @Override
            public void handleException(Throwable exception) {
                messages.add(exception.getMessage());
            }

            @Override
            public void handleException(String message, Throwable exception) {
                messages.add(exception.getMessage());
            }

            @Override
            public void handleException(String message, Exchange exchange, Throwable failure) {
                messages.add(failure.getMessage());
            }
        });
        String handled = SAFE + "&onCompletionExceptionHandler=#failures";
        arrive("folder/x.png", "");
        start("file:" + root + "/folder?move=" + root + "/folder/done/" + "n".repeat(300) + handled, "");
        arrive("name/x.png", "");
        Files.createFile(root.resolve("file"));
        start("file:" + root + "/name?move=" + root + "/file/${file:name}" + handled, "");

        await().atMost(PATIENCE).until(() -> messages.size() == 2);
        assertThat(messages)
                .anySatisfy(message -> assertThat(message)
                        .contains(
                                "Cannot create the folder " + root.resolve("folder/done/nnn"),
                                "x.png",
                                "is it writable?"))
                .anySatisfy(message -> assertThat(message)
                        .contains(
                                "Cannot move " + root.resolve("name/x.png") + " to " + root.resolve("file/x.png"),
                                "so it stays and its turn comes again",
                                "may this user write there, and is there space?"));
        assertThat(files("folder")).containsExactly("x.png");
        assertThat(files("name")).containsExactly("x.png");
        // Not at each poll: every turn is a call of the server.
        await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> messages.size() == 2);
    }

    @Test
    void theRestMayBeLongerOrShorter() throws Exception {
        arrive("long/x.png", "");
        Files.createDirectories(root.resolve("short"));
        start("file:" + root + "/long?move=.done" + SAFE + "('1h')", "");
        start("file:" + root + "/short?move=.done" + SAFE + "('0s')", "");
        Files.writeString(root.resolve("short/now.png"), "just written");

        await().atMost(PATIENCE).until(() -> Files.exists(root.resolve("short/.done/now.png")));
        assertThat(root.resolve("long/x.png")).exists();
    }

    @Test
    void refusesARestThatIsNone() {
        assertThatThrownBy(() -> new HfInferenceFiles<>(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 to 365 days")
                .hasMessageContaining("('30s')");
    }

    private void start(String from, String to) throws Exception {
        routes.add(route -> {
            route.errorHandler(route.defaultErrorHandler().logExhausted(false));
            route.from(from).process(exchange -> {
                if (!to.isEmpty()) {
                    throw new IllegalStateException(to);
                }
            });
        });
    }

    /** A file that has come to rest a minute ago. */
    private void arrive(String name, String content) throws IOException {
        arrive(name, content, Instant.now().minusSeconds(60));
    }

    private void arrive(String name, String content, Instant modified) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Path whole = Files.write(root.resolve("arriving"), content.getBytes(StandardCharsets.UTF_8));
        Files.setLastModifiedTime(whole, FileTime.from(modified));
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private List<String> files(String folder) {
        return below(root.resolve(folder).toFile()).map(File::getName).toList();
    }

    /** The files that are there now: {@code Files.walk} fails on one that a route moves meanwhile. */
    private static Stream<File> below(File place) {
        File[] inside = place.listFiles();
        return inside == null
                ? Stream.of(place).filter(File::isFile)
                : Arrays.stream(inside).flatMap(HfInferenceFilesTest::below);
    }

    private List<String> contents(String folder) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files.map(file -> {
                        try {
                            return Files.readString(file);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }
}
