package io.github.camelhf.inference.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelhf.inference.answer.CodePoints;
import io.github.camelhf.inference.answer.UnexpectedAnswerException;
import io.github.camelhf.inference.result.Answer;
import io.github.camelhf.inference.result.Answers;
import io.github.camelhf.inference.result.Entities;
import io.github.camelhf.inference.result.Entity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Servers count code points; what a route cuts out by the places of a result must be what the server meant. */
class CodePointsTest {

    @Property(tries = 5000)
    void cutsOutWhatTheServerMeant(@ForAll("texts") String text, @ForAll long seed) {
        int[] points = text.codePoints().toArray();
        Random random = new Random(seed);
        List<Object> answer = new ArrayList<>();
        List<String> meant = new ArrayList<>();
        for (int start = 0; start < points.length; ) {
            int end = start + 1 + random.nextInt(points.length - start);
            answer.add(Map.of("entity_group", "X", "score", 0.5, "start", (double) start, "end", (double) end));
            meant.add(new String(points, start, end - start));
            start = end;
        }
        Collections.shuffle(answer, random);

        Entities found = (Entities)
                new TokenClassification().decode(request(text), answer).get(0);

        assertThat(found).extracting(Entity::text).containsExactlyElementsOf(meant);
        assertThat(found)
                .allSatisfy(entity ->
                        assertThat(text.substring(entity.start(), entity.end())).isEqualTo(entity.text()));
    }

    /** A container that is told no strategy answers pieces of words, here wherever a character ends. */
    @Property(tries = 2000)
    void piecesOfWordsBecomeTheWholeByTheirPlaces(
            @ForAll("words") List<String> words, @ForAll @IntRange(max = 9) int before, @ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder("🎉".repeat(before));
        List<Object> answer = new ArrayList<>();
        List<String> meant = new ArrayList<>();
        for (String word : words) {
            text.append(", ");
            int point = text.codePointCount(0, text.length());
            int end = point + word.codePointCount(0, word.length());
            for (String prefix = "B-"; point < end; prefix = "I-") {
                int next = point + 1 + random.nextInt(end - point);
                answer.add(Map.of(
                        "entity", prefix + "X", "score", 0.5, "word", "##?", "start", (double) point, "end", (double)
                                next));
                point = next;
            }
            text.append(word);
            meant.add(word);
        }
        Collections.shuffle(answer, random);

        Entities found = (Entities) new TokenClassification()
                .decode(request(text.toString()), answer)
                .get(0);

        assertThat(found).extracting(Entity::text).containsExactlyElementsOf(meant);
        assertThat(found).extracting(Entity::label).containsOnly("X");
    }

    /** Each with something before it, so that none continues another. */
    @Provide
    Arbitrary<List<String>> words() {
        Arbitrary<String> letters = Arbitraries.of("a", "é", "e\u0301", "京", "𝒳", "🇩🇪", "7");
        return letters.list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(list -> String.join("", list))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Property(tries = 2000)
    void anAnswerStandsWhereTheServerSaysItDoes(@ForAll("texts") String text, @ForAll long seed) {
        int[] points = text.codePoints().toArray();
        Random random = new Random(seed);
        int start = random.nextInt(points.length);
        int end = start + random.nextInt(points.length - start + 1);
        String meant = new String(points, start, end - start);
        InferenceRequest request = Asked.in(Task.QUESTION_ANSWERING, Dialect.PIPELINE)
                .texts(List.of(text))
                .question("Which?")
                .request();

        Answer best = ((Answers) new QuestionAnswering()
                        .decode(request, Map.of("answer", meant, "score", 0.5, "start", (double) start, "end", (double)
                                end))
                        .get(0))
                .best();

        assertThat(text.substring(best.start(), best.end())).isEqualTo(meant);
    }

    @Property(tries = 2000)
    void refusesWhatTheTextHasNot(@ForAll("texts") String text, @ForAll double start, @ForAll double end) {
        int count = text.codePointCount(0, text.length());
        CodePoints places = new CodePoints(text);
        boolean within = start >= 0 && start <= end && end <= count && start % 1 == 0 && end % 1 == 0;
        if (within) {
            places.stretch(Map.of("start", start, "end", end), "it");
        } else {
            assertThatExceptionOfType(UnexpectedAnswerException.class)
                    .isThrownBy(() -> places.stretch(Map.of("start", start, "end", end), "it"));
        }
    }

    private static InferenceRequest request(String text) {
        return Asked.in(Task.TOKEN_CLASSIFICATION, Dialect.PIPELINE)
                .texts(List.of(text))
                .request();
    }

    /** Emoji, families of them, flags, accents of their own, lone halves of pairs. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "a", "Ann", " ", "ß", "é", "e\u0301", "北京", "🎉", "👩‍🚒", "🇩🇪", "𝒳", "\ud83d", "\ude00", "\r\n",
                "\u0000", "-");
        return Arbitraries.oneOf(
                        pieces.list().ofMinSize(1).ofMaxSize(30).map(list -> String.join("", list)),
                        Arbitraries.strings().ofMinLength(1).ofMaxLength(40))
                .filter(text -> !text.isEmpty());
    }
}
