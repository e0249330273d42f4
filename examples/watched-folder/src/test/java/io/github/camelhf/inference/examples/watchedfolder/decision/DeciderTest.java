package io.github.camelhf.inference.examples.watchedfolder.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.camelhf.inference.result.Classification;
import io.github.camelhf.inference.result.Classifications;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Verdicts from scores. */
class DeciderTest {

    private static final Label WOOD = new Label("wood", List.of("oak boards", "pine boards"), null);
    private static final Label STONE = Label.of("stone");

    @Test
    void acceptsTheBestLabelWhenItIsSureEnough() {
        Verdict verdict = decide(Rules.of(List.of("wood", "stone"), 0.5, 0.2), Map.of("wood", 0.7, "stone", 0.3));

        assertThat(verdict.accepted()).isTrue();
        assertThat(verdict.reason()).isNull();
        assertThat(verdict.label()).isEqualTo("wood");
        assertThat(verdict.score()).isEqualTo(0.7);
        assertThat(verdict.margin()).isEqualTo(0.7 - 0.3);
    }

    @Test
    void acceptsAScoreAndAMarginThatAreJustEnough() {
        Rules rules = Rules.of(List.of("wood", "stone"), 0.75, 0.5);
        assertThat(decide(rules, Map.of("wood", 0.75, "stone", 0.25)).accepted())
                .isTrue();
    }

    @Test
    void namesTheScoreBeforeTheMargin() {
        Rules rules = Rules.of(List.of("wood", "stone"), 0.5, 0.2);
        assertThat(decide(rules, Map.of("wood", 0.3, "stone", 0.25)).reason()).isEqualTo(Reason.SCORE);
        assertThat(decide(rules, Map.of("wood", 0.6, "stone", 0.55)).reason()).isEqualTo(Reason.MARGIN);
    }

    @Test
    void addsUpTheTextsOfALabelWhereTheModelSharedOutOneCertainty() {
        Verdict verdict = decide(rules(WOOD, STONE), Map.of("oak boards", 0.31, "pine boards", 0.32, "stone", 0.37));

        assertThat(verdict.label()).isEqualTo("wood");
        assertThat(verdict.score()).isEqualTo(0.63, within(1e-12));
        assertThat(verdict.accepted()).isTrue();
    }

    @Test
    void takesTheLargestTextOfALabelWhereEachWasJudgedForItself() {
        Verdict verdict = decide(rules(WOOD, STONE), Map.of("oak boards", 0.41, "pine boards", 0.42, "stone", 0.07));

        assertThat(verdict.score()).isEqualTo(0.42);
        assertThat(verdict.reason()).isEqualTo(Reason.SCORE);
    }

    @Test
    void keepsScoresThatAreNoSharesApart() {
        // They add up to 1, but a negative number is no share.
        Verdict verdict = decide(rules(WOOD, STONE), Map.of("oak boards", 0.9, "pine boards", 0.3, "stone", -0.2));

        assertThat(verdict.score()).isEqualTo(0.9);
    }

    @Test
    void measuresTheMarginToAnotherLabelNotToASynonym() {
        Verdict verdict = decide(rules(WOOD, STONE), Map.of("oak boards", 0.9, "pine boards", 0.89, "stone", 0.1));

        assertThat(verdict.accepted()).isTrue();
        assertThat(verdict.margin()).isEqualTo(0.9 - 0.1);
    }

    @Test
    void asksMoreOrLessOfOneLabel() {
        Rules rules = rules(new Label("wood", List.of("wood"), 0.9), new Label("stone", List.of("stone"), 0.1));

        assertThat(decide(rules, Map.of("wood", 0.8, "stone", 0.2)).reason()).isEqualTo(Reason.SCORE);
        assertThat(decide(rules, Map.of("wood", 0.05, "stone", 0.3)).accepted()).isTrue();
    }

    @Test
    void sendsToReviewWhatFitsNoneOfTheLabelsHoweverSureItIs() {
        Rules rules = new Rules(List.of(WOOD, STONE), List.of("a person", "an animal"), 0.5, 0.2);

        Verdict verdict = decide(
                rules,
                Map.of("oak boards", 0.0, "pine boards", 0.0, "stone", 0.02, "a person", 0.5, "an animal", 0.48));

        assertThat(verdict.reason()).isEqualTo(Reason.NONE_OF_THESE);
        assertThat(verdict.label()).isEqualTo("none of these");
        assertThat(verdict.score()).isEqualTo(0.98, within(1e-12));
        assertThat(verdict.labels())
                .extracting(Classification::label)
                .containsExactly("none of these", "stone", "wood");
    }

    @Test
    void countsNoneOfTheseAsARival() {
        Rules rules = new Rules(List.of(STONE), List.of("a person"), 0.5, 0.2);

        assertThat(decide(rules, Map.of("stone", 0.55, "a person", 0.45)).reason())
                .isEqualTo(Reason.MARGIN);
        assertThat(decide(rules, Map.of("stone", 0.5, "a person", 0.5)).reason())
                .isEqualTo(Reason.NONE_OF_THESE);
    }

    @Test
    void refusesAnAnswerToOtherTexts() {
        assertThatThrownBy(() -> decide(rules(WOOD, STONE), Map.of("oak boards", 0.5, "stone", 0.5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no score for pine boards");
    }

    @Test
    void namesReasonsAsResultsDo() {
        assertThat(Reason.values()).extracting(Reason::toString).containsExactly("none-of-these", "score", "margin");
    }

    private static Rules rules(Label... labels) {
        return new Rules(List.of(labels), List.of(), 0.5, 0.2);
    }

    private static Verdict decide(Rules rules, Map<String, Double> scores) {
        List<Classification> answer = new ArrayList<>();
        scores.forEach((prompt, score) -> answer.add(new Classification(prompt, score)));
        return new Decider(rules).decide(new Classifications(answer));
    }
}
