package io.github.camelhf.inference.examples.watchedfolder.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.result.Classification;
import io.github.camelhf.inference.result.Classifications;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for every answer and every set of rules. */
class DeciderPropertiesTest {

    @Property
    void orderOfTheAnswerDoesNotMatter(@ForAll Random random, @ForAll @IntRange(min = 2, max = 6) int labels) {
        Rules rules = rules(random, labels, 0.5, 0.2);
        List<Classification> answer = answer(random, rules, random.nextBoolean());
        Verdict one = new Decider(rules).decide(new Classifications(answer));
        Collections.shuffle(answer, random);
        Verdict other = new Decider(rules).decide(new Classifications(answer));
        assertThat(other).usingRecursiveComparison().isEqualTo(one);
    }

    @Property
    void whatIsAcceptedIsSureEnoughAndNeverNoneOfThese(
            @ForAll Random random,
            @ForAll @DoubleRange(max = 1) double minScore,
            @ForAll @DoubleRange(max = 1) double minMargin) {
        Rules rules = rules(random, 3, minScore, minMargin);
        Verdict verdict = new Decider(rules).decide(new Classifications(answer(random, rules, random.nextBoolean())));
        if (verdict.accepted()) {
            assertThat(verdict.score()).isGreaterThanOrEqualTo(minScore);
            assertThat(verdict.margin()).isGreaterThanOrEqualTo(minMargin);
            assertThat(verdict.label()).isNotEqualTo(Rules.NONE_OF_THESE);
        }
        assertThat(verdict.labels()).hasSize(4).allMatch(label -> label.score() >= 0 && label.score() <= 1);
    }

    @Property
    void stricterRulesNeverAcceptMore(
            @ForAll Random random,
            @ForAll @DoubleRange(max = 1) double minScore,
            @ForAll @DoubleRange(max = 1) double minMargin) {
        Rules strict = rules(random, 3, minScore, minMargin);
        Rules loose = new Rules(strict.labels(), strict.noneOfThese(), minScore / 2, minMargin / 2);
        Classifications answer = new Classifications(answer(random, strict, random.nextBoolean()));
        if (new Decider(strict).decide(answer).accepted()) {
            assertThat(new Decider(loose).decide(answer).accepted()).isTrue();
        }
    }

    @Property
    void sharesOfOneCertaintyStayShares(@ForAll Random random, @ForAll @IntRange(min = 2, max = 6) int labels) {
        Rules rules = rules(random, labels, 0.5, 0.2);
        Verdict verdict = new Decider(rules).decide(new Classifications(answer(random, rules, true)));
        double total =
                verdict.labels().stream().mapToDouble(Classification::score).sum();
        assertThat(total).isBetween(0.99, 1.01);
    }

    @Property
    void aLabelIsNeverLessSureThanItsBestText(@ForAll @Size(3) List<@DoubleRange(max = 1) Double> scores) {
        Rules rules = new Rules(
                List.of(new Label("wood", List.of("oak", "pine"), null), Label.of("stone")), List.of(), 0.5, 0.2);
        Verdict verdict = new Decider(rules)
                .decide(new Classifications(List.of(
                        new Classification("oak", scores.get(0)),
                        new Classification("pine", scores.get(1)),
                        new Classification("stone", scores.get(2)))));
        double wood = verdict.labels().stream()
                .filter(label -> label.label().equals("wood"))
                .findFirst()
                .orElseThrow()
                .score();
        assertThat(wood).isGreaterThanOrEqualTo(Math.max(scores.get(0), scores.get(1)));
    }

    private static Rules rules(Random random, int labels, double minScore, double minMargin) {
        List<Label> all = IntStream.range(0, labels)
                .mapToObj(label -> new Label(
                        "label " + label,
                        IntStream.rangeClosed(0, random.nextInt(3))
                                .mapToObj(text -> "text " + label + "." + text)
                                .toList(),
                        null))
                .toList();
        return new Rules(all, List.of("something else", "nothing"), minScore, minMargin);
    }

    /** As softmax gives it, with the rounding of 32-bit numbers, or one judgement for each text. */
    private static List<Classification> answer(Random random, Rules rules, boolean shared) {
        List<String> prompts = rules.prompts();
        double[] scores = random.doubles(prompts.size()).toArray();
        double total = shared ? Arrays.stream(scores).sum() : 1;
        List<Classification> answer = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            answer.add(new Classification(prompts.get(i), (float) (scores[i] / total)));
        }
        return answer;
    }
}
