package io.github.camelhf.inference.emulator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code MODEL.md} says what the code does. */
class ModelDocumentTest {

    private final List<String> document = Files.readAllLines(Path.of("MODEL.md"));

    ModelDocumentTest() throws IOException {}

    @Test
    void blocksFillTheVectorExactly() {
        VectorLayout last = VectorLayout.UNKNOWN_WORDS;
        assertThat(last.offset() + last.size()).isEqualTo(DemonstrationModel.DIMENSIONS);
        assertThat(Math.round(100
                        * Arrays.stream(VectorLayout.values())
                                .mapToDouble(VectorLayout::share)
                                .sum()))
                .isEqualTo(100);
    }

    @Test
    void everyBlockIsDocumented() {
        for (VectorLayout block : VectorLayout.values()) {
            String row = String.format(
                    Locale.ROOT, "| %s | %d | %d | %.2f |", block, block.offset(), block.size(), block.share());
            assertThat(document).anyMatch(line -> line.startsWith(row), row);
        }
    }

    @Test
    void everyTraitAndColourIsDocumented() {
        for (Trait trait : Trait.values()) {
            assertThat(document).anyMatch(line -> line.matches("\\| `" + trait.word() + "` \\| .+ \\|"), trait.word());
        }
        for (NamedColour colour : NamedColour.ALL) {
            assertThat(document).anyMatch(line -> line.contains("`" + colour.word() + "`"), colour.word());
        }
    }

    @Test
    void everyWordOfTheVocabularyIsDocumentedAsItIs() throws IOException {
        List<String> entries = vocabularyLines().stream()
                .filter(line -> line.contains(" = ") && !line.endsWith("= -"))
                .map(ModelDocumentTest::row)
                .toList();
        assertThat(entries)
                .hasSizeGreaterThan(40)
                .allSatisfy(row -> assertThat(document).contains(row));
    }

    @Test
    void everyWordThatIsPassedOverIsDocumented() throws IOException {
        String text = String.join(" ", document);
        Vocabulary vocabulary = Vocabulary.load();
        vocabularyLines().stream()
                .filter(line -> line.endsWith("= -"))
                .flatMap(line -> Arrays.stream(line.replace("= -", "").split(",", -1)))
                .map(String::strip)
                .forEach(word -> {
                    assertThat(vocabulary.passesOver(word)).as(word).isTrue();
                    assertThat(text).contains("`" + word + "`");
                });
    }

    @Test
    void everyClassIsDocumented() {
        assertThat(String.join(" ", document)).contains(String.join(", ", new DemonstrationModel().classes()));
    }

    private static String row(String line) {
        int equals = line.indexOf(" = ");
        String words = Arrays.stream(line.substring(0, equals).split(",", -1))
                .map(word -> "`" + word.strip() + "`")
                .collect(Collectors.joining(" "));
        return "| " + words + " | " + line.substring(equals + 3) + " |";
    }

    private static List<String> vocabularyLines() throws IOException {
        try (var in = Vocabulary.class.getResourceAsStream("vocabulary.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }
}
