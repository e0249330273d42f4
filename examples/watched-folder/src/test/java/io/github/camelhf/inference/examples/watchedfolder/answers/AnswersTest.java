package io.github.camelhf.inference.examples.watchedfolder.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.examples.watchedfolder.journal.Drafts;
import io.github.camelhf.inference.result.Classification;
import io.github.camelhf.inference.result.Classifications;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

    private static final Question QUESTION = new Question("a/model", "auto", List.of("grass", "sand"));
    private static final String HASH = "0af3";
    private static final KeptAnswer ANSWER = new KeptAnswer(
            new Classifications(List.of(new Classification("sand", 0.75), new Classification("grass", 0.25))),
            "a/model",
            "request-1");

    @TempDir
    Path results;

    @Test
    void findsWhatWasKeptAlsoInALaterRun() throws IOException {
        answers(QUESTION).keep(HASH, ANSWER);

        assertThat(answers(QUESTION).find(HASH)).contains(ANSWER);
        assertThat(answers(QUESTION).find("0af4")).isEmpty();
    }

    @Test
    void knowsNothingOfAnswersToAnotherQuestion() throws IOException {
        answers(QUESTION).keep(HASH, ANSWER);

        for (Question other : List.of(
                new Question("another/model", "auto", List.of("grass", "sand")),
                new Question("a/model", "pipeline", List.of("grass", "sand")),
                new Question("a/model", "auto", List.of("grass")),
                new Question("a/model", "auto", List.of("grass,sand")))) {
            assertThat(answers(other).find(HASH)).as(other.toString()).isEmpty();
        }
    }

    @Test
    void takesTheSamePromptsInAnotherOrderForTheSameQuestion() throws IOException {
        answers(QUESTION).keep(HASH, ANSWER);

        Question turned = new Question("a/model", "auto", List.of("sand", "grass"));
        assertThat(answers(turned).find(HASH)).contains(ANSWER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "{}",
                "{\"labels\":[],\"model\":\"m\"}",
                "{\"labels\":[{\"label\":\"x\"}]}"
            })
    void takesADamagedEntryForNoneAndReplacesIt(String damaged) throws IOException {
        answers(QUESTION).keep(HASH, ANSWER);
        Files.writeString(only(), damaged);

        assertThat(answers(QUESTION).find(HASH)).isEmpty();

        answers(QUESTION).keep(HASH, ANSWER);
        assertThat(answers(QUESTION).find(HASH)).contains(ANSWER);
    }

    private Answers answers(Question question) {
        return new Answers(results, new Drafts(results), question, false);
    }

    private Path only() throws IOException {
        try (Stream<Path> files = Files.walk(results)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }
}
