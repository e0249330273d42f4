package io.github.camelhf.inference.examples.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what somebody gives as labels: stripped, each once, without empty ones. */
final class LabelList {

    static final int MOST = 200;

    private static final ObjectMapper JSON = new ObjectMapper();

    private LabelList() {}

    /** @throws BadQuestionException when none is left, there are too many, or one is too long for a model */
    static List<String> of(List<? extends @Nullable String> given) {
        List<String> labels = given.stream()
                .filter(Objects::nonNull)
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .distinct()
                .toList();
        if (labels.isEmpty() || labels.size() > MOST) {
            throw new BadQuestionException("Give 1 to " + MOST + " labels, not " + labels.size());
        }
        if (labels.stream().anyMatch(label -> label.length() > Question.LONGEST_TEXT)) {
            throw new BadQuestionException("A label has more than " + Question.LONGEST_TEXT + " characters");
        }
        return labels;
    }

    /** The same for a JSON array of strings. */
    static List<String> ofJson(String array) {
        try {
            return of(JSON.readValue(array, new TypeReference<List<@Nullable String>>() {}));
        } catch (JsonProcessingException e) {
            throw new BadQuestionException("Labels are given as a JSON array of strings, such as [\"red\", \"blue\"]");
        }
    }
}
