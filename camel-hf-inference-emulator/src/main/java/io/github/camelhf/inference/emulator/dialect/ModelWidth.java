package io.github.camelhf.inference.emulator.dialect;

import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How many numbers a model's vectors have, by the words in its id. Source: {@code hidden_size} in the configurations of
 * well-known models, 2026-11-25; an unknown model has as many as the demonstration model.
 *
 * @param numbers length of a vector
 */
record ModelWidth(int numbers) {
    private static final Pattern SMALL = Pattern.compile("minilm|(bge|e5|gte|dinov2)-(micro|tiny|small)");
    private static final Pattern LARGE = Pattern.compile("(bge|e5|gte|dinov2|bert|embed)-large|bge-m3");
    private static final Pattern GIANT = Pattern.compile("dinov2-giant");

    static ModelWidth of(String modelId) {
        String id = modelId.toLowerCase(Locale.ROOT);
        if (SMALL.matcher(id).find()) {
            return new ModelWidth(384);
        }
        if (LARGE.matcher(id).find()) {
            return new ModelWidth(1024);
        }
        return new ModelWidth(GIANT.matcher(id).find() ? 1536 : DemonstrationModel.DIMENSIONS);
    }

    /** A vector of the demonstration model in this width, of length 1 like itself. */
    float[] fit(float[] vector) {
        return DemonstrationModel.fit(vector, numbers);
    }
}
