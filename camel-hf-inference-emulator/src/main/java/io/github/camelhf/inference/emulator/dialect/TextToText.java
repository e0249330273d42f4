package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Tasks {@code summarization}, which keeps the first sentence, and {@code translation}, which knows a handful of German words and leaves
 * all others as they are: demonstrations of the wire. Source: transformers, {@code text2text_generation.py}, read 2026-11-20.
 */
final class TextToText implements PipelineAnswer {

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?。])\\s+");
    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    private static final Map<String, String> GERMAN = Map.ofEntries(
            Map.entry("hello", "hallo"),
            Map.entry("world", "Welt"),
            Map.entry("a", "ein"),
            Map.entry("the", "der"),
            Map.entry("is", "ist"),
            Map.entry("and", "und"),
            Map.entry("red", "rot"),
            Map.entry("good", "gut"),
            Map.entry("day", "Tag"),
            Map.entry("thanks", "danke"),
            Map.entry("house", "Haus"));

    private final String field;
    private final UnaryOperator<String> change;

    private TextToText(String field, UnaryOperator<String> change) {
        this.field = field;
        this.change = change;
    }

    static TextToText summarization() {
        return new TextToText("summary_text", text -> SENTENCE_END.split(text.trim(), 2)[0]);
    }

    static TextToText translation() {
        return new TextToText("translation_text", TextToText::german);
    }

    /** Any parameter may be one of the model's generation, so that none is refused; but not any language. */
    @Override
    public JsonNode predict(InferenceCall call, JsonNode inputs, ObjectNode parameters) {
        String language = parameters.path("tgt_lang").asText("de");
        if (!language.toLowerCase(Locale.ROOT).startsWith("de")) {
            throw new RefusedException("'" + language + "'");
        }
        ArrayNode answer = Json.array();
        if (inputs.isArray()) {
            inputs.forEach(input -> add(answer, input));
        } else {
            add(answer, inputs);
        }
        return answer;
    }

    private void add(ArrayNode answer, JsonNode input) {
        if (!input.isTextual()) {
            throw new RefusedException(" `args[0]`: " + input
                    + " have the wrong format. The should be either of type `str` or type" + " `list`");
        }
        answer.addObject().put(field, change.apply(input.textValue()));
    }

    private static String german(String text) {
        return WORD.matcher(text).replaceAll(match -> {
            String word = match.group();
            String known = GERMAN.getOrDefault(word.toLowerCase(Locale.ROOT), word);
            return Character.isUpperCase(word.charAt(0))
                    ? known.substring(0, 1).toUpperCase(Locale.ROOT) + known.substring(1)
                    : known;
        });
    }
}
