package io.github.camelhf.inference;

import io.github.camelhf.inference.result.Classification;
import io.github.camelhf.inference.result.Classifications;
import io.github.camelhf.inference.result.Embedding;
import io.github.camelhf.inference.result.Similarity;
import org.apache.camel.Converter;

/** Lets routes read results as JSON text: {@code ${bodyAs(String)}}, files, queues. */
@Converter(generateLoader = true)
public final class ResultConverter {

    private ResultConverter() {}

    @Converter
    public static String toString(Classification result) {
        return ResultWriter.json(result);
    }

    @Converter
    public static String toString(Classifications result) {
        return ResultWriter.json(result);
    }

    @Converter
    public static String toString(Embedding result) {
        return ResultWriter.json(result);
    }

    @Converter
    public static String toString(Similarity result) {
        return ResultWriter.json(result);
    }
}
