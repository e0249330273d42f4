package io.github.camelhf.inference.message;

import io.github.camelhf.inference.result.InferenceResult;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Converter;

/**
 * Lets routes read results as JSON text: {@code ${bodyAs(String)}}, queues. Bytes and streams are the same text in UTF-8, which is
 * what {@code to("file:…")} asks for.
 */
@Converter(generateLoader = true)
public final class ResultConverter {

    private ResultConverter() {}

    @Converter
    public static String toString(InferenceResult result) {
        return ResultWriter.json(result);
    }

    @Converter
    public static byte[] toBytes(InferenceResult result) {
        return ResultWriter.json(result).getBytes(StandardCharsets.UTF_8);
    }

    @Converter
    public static InputStream toStream(InferenceResult result) {
        return new ByteArrayInputStream(toBytes(result));
    }
}
