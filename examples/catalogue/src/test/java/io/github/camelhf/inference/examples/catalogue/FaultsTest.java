package io.github.camelhf.inference.examples.catalogue;

import static io.github.camelhf.inference.examples.catalogue.Running.await;
import static io.github.camelhf.inference.examples.catalogue.Running.encoded;
import static io.github.camelhf.inference.examples.catalogue.Running.files;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelhf.inference.emulator.ErrorShape;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.examples.catalogue.shelf.RefusedException;
import io.github.camelhf.inference.examples.pictures.ProductPicture;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What may go wrong, each with a sentence and nothing lost. */
@Timeout(120)
class FaultsTest {

    private static final List<ProductPicture> PICTURES = ProductPicture.catalogue().stream()
            .filter(picture -> picture.name().matches("red-(tile|striped|plain)-60.*"))
            .toList();
    private static final ProductPicture LATER = ProductPicture.catalogue().get(100);

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    Path folder;

    private Running running;

    @BeforeEach
    void index() throws Exception {
        for (ProductPicture picture : PICTURES) {
            picture.write(folder);
        }
        running = start().indexed(3);
    }

    private Running start() throws Exception {
        return Running.start(Running.settings(folder, EMULATOR.url(), Map.of("batchSize", "1")), Dsl.JAVA);
    }

    @AfterEach
    void stop() throws IOException {
        running.close();
    }

    @Test
    void anotherModelBehindTheSameAddressMixesNoVectors() throws Exception {
        EMULATOR.alwaysFault(Fault.answer(200, "application/json", "[{\"embedding\": " + vector(768) + "}]"));
        LATER.write(folder);

        assertThat(refusal()).contains("not the one that the index was built with", "--index");
        EMULATOR.reset();
        assertThat(files(running.get("api/search?count=9&text=red")))
                .as("searching goes on")
                .hasSize(3);
        assertThat(running.get("api/status").path("refusal").asText()).isNotEmpty();
        running.close();

        running = start().indexed(4);
        assertThat(files(running.get("api/search?count=9&text=red"))).contains(LATER.name());
    }

    @Test
    void aSearchWithAnotherModelIsRefusedInTheSameCall() throws Exception {
        String two = "{\"embedding\": " + vector(768) + "}";
        EMULATOR.fault(Fault.answer(200, "application/json", "[" + two + ", " + two + "]"));

        assertThat(running.problem("GET", "api/search?text=red", new byte[0]))
                .startsWith("409 The server's model is not the one");
        assertThat(files(running.get("api/search?text=red"))).isNotEmpty();
    }

    @Test
    void aLabelOfAnotherModelIsRefusedAndNotKept() throws Exception {
        byte[] label = "[\"velvet\"]".getBytes(StandardCharsets.UTF_8);
        String two = "{\"embedding\": " + vector(768) + "}";
        EMULATOR.fault(Fault.answer(200, "application/json", "[" + two + ", " + two + "]"));

        assertThat(running.problem("PUT", "api/labels", label)).startsWith("409 The server's model is not the one");
        int requests = EMULATOR.requests().size();
        assertThat(running.send("PUT", "api/labels", label)
                        .path("counts")
                        .path("velvet")
                        .asInt())
                .isEqualTo(3);
        assertThat(EMULATOR.requests()).as("its vector is asked for again").hasSize(requests + 1);
    }

    @Test
    void vectorsOfAnotherLengthAreRefused() throws Exception {
        EMULATOR.alwaysFault(Fault.answer(200, "application/json", "[{\"embedding\": " + vector(16) + "}]"));
        LATER.write(folder);

        assertThat(refusal()).contains("vectors of 768 numbers, and the server's model now makes 16");
    }

    @Test
    void aWrongTokenEndsTheIndexingWithTheReason() throws Exception {
        EMULATOR.alwaysFault(Fault.unauthorized());
        LATER.write(folder);

        assertThat(refusal()).contains("401");
        assertThat(running.problem("GET", "api/search?text=red", new byte[0])).startsWith("502 The model's server");
    }

    @Test
    void aServerThatIsAwayDelaysAndLosesNothing() throws Exception {
        EMULATOR.fault(Fault.serverError(), 7);
        LATER.write(folder);

        running.indexed(4);
        EMULATOR.fault(Fault.resetBeforeAnswer());
        assertThat(running.problem("GET", "api/search?text=red", new byte[0]))
                .startsWith("503 The model does not answer at present");
    }

    @Test
    void aPictureThatOnlyTheServerCannotReadIsSetAside() throws Exception {
        EMULATOR.fault(Fault.error(400, ErrorShape.ERROR_STRING, "cannot identify image file"));
        LATER.write(folder);

        await().untilAsserted(() -> assertThat(running.catalogue.indexing().problems())
                .containsOnlyKeys(LATER.name())
                .allSatisfy((file, reason) -> assertThat(reason).contains("cannot identify image file")));
        running.close();
        running = start().indexed(4);
    }

    @Test
    void twoCataloguesDoNotWorkOnOneFolder() {
        assertThatThrownBy(this::start)
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("Another catalogue is at work on");
    }

    @Test
    void aFolderThatIsGoneEmptiesNoIndex() throws Exception {
        Path away = folder.resolveSibling(folder.getFileName() + "-away");
        for (ProductPicture picture : PICTURES) {
            Files.createDirectories(away);
            Files.move(folder.resolve(picture.name()), away.resolve(picture.name()));
        }
        await().untilAsserted(() -> assertThat(
                        running.get("api/status").path("notice").asText())
                .contains("is empty or not there", "They are kept"));
        assertThat(running.catalogue.shelf().size()).isEqualTo(3);
        for (ProductPicture picture : PICTURES) {
            Files.move(away.resolve(picture.name()), folder.resolve(picture.name()));
        }
        running.indexed(3);
    }

    @Test
    void oddNamesAndLinksAreIndexedAndLinksToNothingPassedOver(@TempDir Path other) throws Exception {
        byte[] picture = Files.readAllBytes(folder.resolve(PICTURES.get(0).name()));
        List<String> odd = List.of("<script>.png", "a b \"c\" 'd'.png", "${body} {{e}} %20+&#?.png");
        for (String name : odd) {
            Files.write(folder.resolve(name), picture);
        }
        Path elsewhere = Files.createDirectories(other.resolve("100% ä#"));
        Files.write(elsewhere.resolve("linked.png"), picture);
        Files.createSymbolicLink(folder.resolve("link"), elsewhere);
        Files.createSymbolicLink(folder.resolve("broken.png"), folder.resolve("nothing"));
        running.indexed(7);

        for (String name : odd) {
            assertThat(running.answer("GET", "picture?file=" + encoded(name), new byte[0])
                            .statusCode())
                    .as(name)
                    .isEqualTo(200);
        }
        running.close();
        running = Running.start(elsewhere, EMULATOR.url(), Dsl.JAVA).indexed(1);
    }

    @Test
    void aTakenPortIsSaidBeforeAnythingStarts() {
        Settings taken = Running.settings(folder, EMULATOR.url(), Map.of());
        assertThatThrownBy(() -> new Catalogue(new Settings(
                        taken.pictures(),
                        folder.resolve(".second"),
                        taken.model(),
                        running.catalogue.url().getPort(),
                        taken.store(),
                        taken.labels(),
                        taken.route())))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("--port");
    }

    @Test
    void wrongOptionsAreSaidBeforeAnythingStarts() throws Exception {
        Path inside = folder.resolve("index");
        assertThat(Folder.reads(folder, inside)).isTrue();
        assertThat(Folder.reads(folder, folder.resolve(".index/1"))).isFalse();
        assertThat(Folder.reads(folder, folder.resolveSibling("index"))).isFalse();
        StringWriter errors = new StringWriter();
        CommandLine command = new CommandLine(new CatalogueCommand()).setErr(new PrintWriter(errors));
        assertThat(command.execute("--dir", folder.toString(), "--index", inside.toString()))
                .isEqualTo(2);
        assertThat(command.execute("--dir", folder.toString(), "--labels", " , "))
                .isEqualTo(2);
        Path asked = Files.createDirectory(folder.resolve("why?"));
        assertThat(command.execute("--dir", asked.toString())).isEqualTo(2);
        assertThat(errors.toString())
                .contains("give a link to that folder", "lies among the pictures", "Give 1 to 200 labels, not 0");
        assertThat(LabelList.of(List.of("black & white", "a ", "", "a"))).containsExactly("black & white", "a");
    }

    @Test
    void whatCannotBeAskedIsSaidInASentence() throws Exception {
        assertThat(running.problem("GET", "api/search", new byte[0]))
                .isEqualTo("400 Nothing to look for: give words, a picture, or both");
        assertThat(running.problem("GET", "api/search?text=" + "red".repeat(400), new byte[0]))
                .isEqualTo("400 The text has 1200 characters, and at most 1000 are taken; say it shorter");
        EMULATOR.fault(Fault.tooLarge());
        assertThat(running.problem("GET", "api/search?text=red", new byte[0]))
                .isEqualTo(
                        "422 The model does not take this: a text may be too long for it, a picture too large or of a"
                                + " type that it does not read");
        assertThat(running.problem("POST", "api/search", "no picture".getBytes(StandardCharsets.UTF_8)))
                .startsWith("400 ")
                .contains("picture");
        assertThat(running.problem("GET", "api/search?text=red&count=many", new byte[0]))
                .startsWith("400 count must be a number between 1.0 and 200.0, not many");
        for (String labels : List.of("red", "{\"a\": 1}", "[[\"a\"]]")) {
            assertThat(running.problem("PUT", "api/labels", labels.getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo("400 Labels are given as a JSON array of strings, such as [\"red\", \"blue\"]");
        }
        assertThat(running.problem("PUT", "api/labels", "[null, \" \"]".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("400 Give 1 to 200 labels, not 0");
        assertThat(running.problem("GET", "api/search?like=gone.png", new byte[0]))
                .startsWith("400 There is no product gone.png any more");
        assertThat(running.answer("POST", "api/search", new byte[50 << 20]).statusCode())
                .isEqualTo(413);
    }

    @Test
    void searchesAreAnsweredWhileTheIndexGrows() throws Exception {
        for (ProductPicture picture : ProductPicture.catalogue().subList(0, 30)) {
            picture.write(folder);
            assertThat(files(running.get("api/search?count=1&text=" + encoded("red striped")))
                            .get(0))
                    .startsWith("red-striped");
        }
        running.indexed(30);
    }

    private String refusal() {
        await().untilAsserted(
                        () -> assertThat(running.catalogue.indexing().refusal()).isNotNull());
        assertThat(running.catalogue.shelf().size()).isEqualTo(3);
        return String.valueOf(running.catalogue.indexing().refusal());
    }

    /** Of length 1, and in no direction that the demonstration model knows. */
    private static String vector(int numbers) {
        return "[" + "0, ".repeat(numbers - 1) + "1]";
    }
}
