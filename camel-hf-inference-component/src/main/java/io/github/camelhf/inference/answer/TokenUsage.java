package io.github.camelhf.inference.answer;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What OpenAI-style servers say an answer took: {@code {"usage": {"prompt_tokens": 9, "completion_tokens": 3}}}. */
public final class TokenUsage {

    private TokenUsage() {}

    /** Length of the question, null where the server does not say. */
    public static @Nullable Integer prompt(Object answer) {
        return count(answer, "prompt_tokens");
    }

    /** Length of the answer, null where the server does not say. */
    public static @Nullable Integer completion(Object answer) {
        return count(answer, "completion_tokens");
    }

    private static @Nullable Integer count(Object answer, String name) {
        if (!(answer instanceof Map<?, ?> fields)
                || !(fields.get("usage") instanceof Map<?, ?> usage)
                || !(usage.get(name) instanceof Number number)) {
            return null;
        }
        double value = number.doubleValue();
        return value >= 0 && value <= Integer.MAX_VALUE && value == Math.rint(value) ? (Integer) (int) value : null;
    }
}
