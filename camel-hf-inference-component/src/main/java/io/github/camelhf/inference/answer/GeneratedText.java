package io.github.camelhf.inference.answer;

import java.util.List;
import java.util.Map;

/** A text that a model wrote, however deep a server puts it. */
public final class GeneratedText {

    /** What models of every task call it. */
    public static final String FIELD = "generated_text";

    private GeneratedText() {}

    /**
     * The text of {@code {"<field>": "…"}} or {@code {"generated_text": "…"}}, also as the only entry of lists.
     *
     * @param field what the servers of the task call it
     */
    public static String read(Object entry, String field) {
        if (entry instanceof List<?> list && list.size() == 1) {
            return read(list.get(0), field);
        }
        if (entry instanceof Map<?, ?> fields
                && (fields.containsKey(field) ? fields.get(field) : fields.get(FIELD)) instanceof String text) {
            return text;
        }
        throw new UnexpectedAnswerException("expected {\"" + field + "\": …}, got " + Shape.of(entry));
    }
}
