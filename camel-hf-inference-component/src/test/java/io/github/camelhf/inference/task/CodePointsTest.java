package io.github.camelhf.inference.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
