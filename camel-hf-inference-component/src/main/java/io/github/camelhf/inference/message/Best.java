package io.github.camelhf.inference.message;

import io.github.camelhf.inference.result.Answer;
import io.github.camelhf.inference.result.Answers;
import io.github.camelhf.inference.result.Classifications;
import io.github.camelhf.inference.result.Detection;
import io.github.camelhf.inference.result.Detections;
import io.github.camelhf.inference.result.Entities;
import io.github.camelhf.inference.result.Entity;
import io.github.camelhf.inference.result.Filling;
import io.github.camelhf.inference.result.Fillings;
import io.github.camelhf.inference.result.Ranked;
import io.github.camelhf.inference.result.Ranking;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one of a result that routes choose by.
 *
 * @param label  what it is called, or what it says; null where nothing was found, and for a ranked text, which may be long
 * @param score  null where nothing was found, and where the model gives none
 * @param margin its distance to the second, its score where there is no second; null where one does not exclude the others
 */
record Best(
        @Nullable String label,
        @Nullable Double score,
        @Nullable Double margin) {

    private static final Best NONE = new Best(null, null, null);

    /** Empty for a result that nobody chooses by. */
    static Optional<Best> of(Object result) {
        if (result instanceof Classifications labels) {
            return Optional.of(new Best(labels.best().label(), labels.best().score(), labels.margin()));
        }
        if (result instanceof Answers answers) {
            Double second = answers.size() > 1 ? answers.get(1).score() : null;
            return Optional.of(of(answers.best(), second));
        }
        if (result instanceof Fillings fillings) {
            Filling best = fillings.best();
            List<Double> scores =
                    fillings.of(best.mask()).stream().map(Filling::score).toList();
            return Optional.of(new Best(best.token(), best.score(), margin(scores)));
        }
        if (result instanceof Ranking texts) {
            return Optional.of(new Best(
                    null,
                    texts.best().score(),
                    margin(texts.stream().map(Ranked::score).toList())));
        }
        if (result instanceof Detections found) {
            return Optional.of(found.isEmpty() ? NONE : of(found.get(0)));
        }
        if (result instanceof Entities found) {
            return found.stream()
                    .max(Comparator.comparingDouble(Entity::score))
                    .map(entity -> new Best(entity.label(), entity.score(), null))
                    .or(() -> Optional.of(NONE));
        }
        return Optional.empty();
    }

    private static Best of(Answer best, @Nullable Double second) {
        Double score = best.score();
        return new Best(best.text(), score, score == null ? null : (Double) (score - (second == null ? 0 : second)));
    }

    private static Best of(Detection best) {
        return new Best(best.label(), best.score(), null);
    }

    private static double margin(List<Double> bestFirst) {
        return bestFirst.get(0) - (bestFirst.size() > 1 ? bestFirst.get(1) : 0);
    }

    /** Whether it reaches these bounds, of which null is none. */
    boolean reaches(@Nullable Double minScore, @Nullable Double minMargin) {
        return isEnough(score, minScore) && isEnough(margin, minMargin);
    }

    private static boolean isEnough(@Nullable Double value, @Nullable Double bound) {
        return bound == null || (value != null && value >= bound);
    }
}
