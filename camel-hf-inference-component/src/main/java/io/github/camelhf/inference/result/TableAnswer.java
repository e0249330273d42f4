package io.github.camelhf.inference.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a table says to a question.
 *
 * @param answer     as the model words it, such as {@code SUM > 3, 4}: it names cells and does not calculate
 * @param cells      those that it looked at; empty for models that do not say
 * @param aggregator what is to be done with the cells, such as {@code SUM}, {@code AVERAGE}, {@code COUNT}, {@code NONE}; null where the
 *                   model does not say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TableAnswer(
        String answer, List<Cell> cells, @Nullable String aggregator) implements InferenceResult {

    public TableAnswer {
        Objects.requireNonNull(answer, "answer");
        cells = List.copyOf(cells);
    }
}
