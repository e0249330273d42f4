package io.github.camelhf.inference.emulator.dialect;

import java.util.List;

/** What text-embeddings-inference takes in one call. Source: its router and tokenization, version 1.9, read 2026-11-26. */
final class TextEmbeddingsLimits {

    /** The most texts of one request unless the server's {@code --max-client-batch-size} says otherwise. */
    private static final int MAXIMUM_ITEMS = 32;

    /** As most of its models have it. */
    private static final int MAXIMUM_TOKENS = 512;

    private TextEmbeddingsLimits() {}

    /** Lets so many texts pass. */
    static void items(int count) {
        if (count > MAXIMUM_ITEMS) {
            throw TextEmbeddingsException.validation(
                    "batch size " + count + " > maximum allowed batch size " + MAXIMUM_ITEMS);
        }
    }

    /** Lets these texts pass: none is empty, and none too long, unless long ones are cut, which is the default. Words stand for tokens. */
    static void texts(List<String> texts, TypedFields options) {
        options.variant("truncation_direction", "Right", "Left", "right", "left");
        boolean truncate = options.flag("truncate", true);
        for (String text : texts) {
            if (text.isEmpty()) {
                throw TextEmbeddingsException.empty("Input validation error: `inputs` cannot be empty");
            }
            int tokens = tokens(text);
            if (!truncate && tokens > MAXIMUM_TOKENS) {
                throw TextEmbeddingsException.validation("Input validation error: `inputs` must have less than "
                        + MAXIMUM_TOKENS + " tokens. Given: " + tokens);
            }
        }
    }

    /** The demonstration has no prompts. */
    static void noPrompt(TypedFields options) {
        if (options.body().hasNonNull("prompt_name")) {
            throw TextEmbeddingsException.validation("Input validation error: `default-prompt-name` is set to `"
                    + options.text("prompt_name")
                    + "` but no prompts were found in the Sentence Transformers configuration");
        }
    }

    /** Its words, and the two that mark beginning and end. */
    static int tokens(String text) {
        return Words.of(text).all().size() + 2;
    }
}
