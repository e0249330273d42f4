package io.github.camelhf.inference.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What was found in a text is replaced where it stands, whatever stands before it. */
class ReplacedEntitiesTest {

    private record Found(String text, Entities entities) {}

    @Property
    void whatIsCutOutIsWhatWasFoundAndNothingElse(@ForAll("found") Found found) {
        BitSet covered = new BitSet();
        found.entities().forEach(entity -> covered.set(entity.start(), entity.end()));
        StringBuilder rest = new StringBuilder();
        for (int i = 0; i < found.text().length(); i++) {
            if (!covered.get(i)) {
                rest.append(found.text().charAt(i));
            }
        }

        assertThat(found.entities().replacedIn(found.text(), entity -> "")).isEqualTo(rest.toString());
    }

    @Property
    void aStretchThatBecomesItselfLeavesTheTextAsItWas(@ForAll("found") Found found) {
        List<Entity> apart = new ArrayList<>();
        int end = 0;
        for (Entity entity : found.entities()) {
            if (entity.start() >= end) {
                apart.add(entity);
                end = entity.end();
            }
        }

        assertThat(new Entities(apart).replacedIn(found.text(), Entity::text)).isEqualTo(found.text());
    }

    /** Texts of characters of one and of two chars, and places between their characters. */
    @Provide
    Arbitrary<Found> found() {
        Arbitrary<String> texts = Arbitraries.of("a", " ", "ß", "😀", "👩‍🚀", "漢", "e\u0301")
                .list()
                .ofMinSize(1)
                .ofMaxSize(20)
                .map(characters -> String.join("", characters));
        Arbitrary<List<int[]>> spans = Combinators.combine(
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.integers().between(1, 6))
                .as((start, length) -> new int[] {start, length})
                .list()
                .ofMaxSize(6);
        return Combinators.combine(texts, spans).as((text, places) -> {
            int count = text.codePointCount(0, text.length());
            List<Entity> entities = new ArrayList<>();
            for (int[] place : places) {
                int start = text.offsetByCodePoints(0, place[0] % count);
                int end = text.offsetByCodePoints(0, Math.min(count, place[0] % count + place[1]));
                entities.add(new Entity("X", 1, text.substring(start, end), start, end));
            }
            return new Found(text, new Entities(entities));
        });
    }

    @Example
    void labelsStandForWhatWasFound() {
        String text = "😀 Ann lives in Rome";
        Entities found = new Entities(List.of(new Entity("LOC", 1, "Rome", 16, 20), new Entity("PER", 1, "Ann", 3, 6)));

        assertThat(found.labelledIn(text)).isEqualTo("😀 [PER] lives in [LOC]");
    }

    @Example
    void whatOverlapsIsOneStretchAndTheLongestStandsForIt() {
        Entities found = new Entities(List.of(
                new Entity("PER", 1, "Ann", 0, 3),
                new Entity("ORG", 1, "Ann of Rome", 0, 11),
                new Entity("LOC", 1, "Rome", 7, 11)));

        assertThat(found.labelledIn("Ann of Rome, and so on")).isEqualTo("[ORG], and so on");
    }

    @Example
    void nothingIsReplacedInAnotherText() {
        Entities found = new Entities(List.of(new Entity("PER", 1, "Ann", 3, 6)));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> found.labelledIn("I met Ann"))
                .withMessageContaining("does not stand at 3 to 6")
                .withMessageNotContaining("Ann");
        assertThatIllegalArgumentException().isThrownBy(() -> found.labelledIn("I"));
    }
}
