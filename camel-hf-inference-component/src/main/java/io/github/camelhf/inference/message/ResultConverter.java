package io.github.camelhf.inference.message;

import io.github.camelhf.inference.result.Classification;
import io.github.camelhf.inference.result.Classifications;
import io.github.camelhf.inference.result.Embedding;
import io.github.camelhf.inference.result.Results;
import io.github.camelhf.inference.result.Similarity;
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

    @Converter
    public static byte[] toBytes(Classification result) {
        return bytes(result);
    }

    @Converter
    public static InputStream toStream(Classification result) {
        return new ByteArrayInputStream(bytes(result));
    }

    @Converter
    public static byte[] toBytes(Classifications result) {
        return bytes(result);
    }

    @Converter
    public static InputStream toStream(Classifications result) {
        return new ByteArrayInputStream(bytes(result));
    }

    @Converter
    public static byte[] toBytes(Embedding result) {
        return bytes(result);
    }

    @Converter
    public static InputStream toStream(Embedding result) {
        return new ByteArrayInputStream(bytes(result));
    }

    @Converter
    public static byte[] toBytes(Similarity result) {
        return bytes(result);
    }

    @Converter
    public static InputStream toStream(Similarity result) {
        return new ByteArrayInputStream(bytes(result));
    }

    @Converter
    public static String toString(Results results) {
        return ResultWriter.json(results);
    }

    @Converter
    public static byte[] toBytes(Results results) {
        return bytes(results);
    }

    @Converter
    public static InputStream toStream(Results results) {
        return new ByteArrayInputStream(bytes(results));
    }

    private static byte[] bytes(Object result) {
        return ResultWriter.json(result).getBytes(StandardCharsets.UTF_8);
    }
}
