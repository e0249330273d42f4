package io.github.camelhf.inference.answer;

import io.github.camelhf.inference.result.Embedding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Reads vectors in every nesting that servers use for n inputs of D numbers: {@code [D]}, {@code [n][D]}, {@code [n][1][D]},
 * {@code [{"embedding": [D]}, …]} with an index or without, {@code {"embeddings": …}} and {@code {"data": [{"index": i, "embedding": [D]}, …]}}, the last also
 * with the numbers as base64 of little-endian floats. Sources: recorded answers of the hosted service, Inference Toolkit, Text
 * Embeddings Inference, the OpenAI-style servers and the four-mode endpoint, read 2026-11-20.
 */
public final class VectorReader {

    private VectorReader() {}

    /**
     * One embedding for each of {@code count} inputs.
     *
     * @param pooling what to use instead when the model answers with a vector per token
     */
    public static List<Embedding> read(Object answer, int count, String pooling) {
        List<Embedding> embeddings = new ArrayList<>(count);
        for (Object item : items(unwrap(answer, count), count)) {
            embeddings.add(embedding(item, pooling));
        }
        int size = embeddings.get(0).size();
        for (Embedding embedding : embeddings) {
            if (embedding.size() != size) {
                throw new UnexpectedAnswerException("its vectors have " + size + " and " + embedding.size()
                        + " numbers, expected the same for all");
            }
        }
        return embeddings;
    }

    private static Object unwrap(Object answer, int count) {
        if (answer instanceof Map<?, ?> fields) {
            Object embeddings = fields.get("embeddings");
            if (embeddings != null) {
                return embeddings;
            }
            if (fields.get("data") instanceof List<?> data) {
                return byIndex(data, count);
            }
        }
        boolean numbered = answer instanceof List<?> list
                && !list.isEmpty()
                && list.get(0) instanceof Map<?, ?> first
                && first.containsKey("index");
        return numbered ? byIndex((List<?>) answer, count) : answer;
    }

    private static List<?> items(Object answer, int count) {
        boolean one = count == 1;
        // A single vector or a matrix of tokens comes bare or in a list of one: which of them it is, embedding() tells.
        if (one && !(answer instanceof List<?> list && list.size() == 1)) {
            return List.of(answer);
        }
        if (!(answer instanceof List<?> list)) {
            throw new UnexpectedAnswerException("expected " + count + " vectors, got " + Shape.of(answer));
        }
        if (list.size() == 1 && !one && list.get(0) instanceof List<?> inner) {
            return items(inner, count);
        }
        if (list.size() != count) {
            throw new UnexpectedAnswerException("expected " + count + " vectors, got " + list.size());
        }
        return list;
    }

    private static Embedding embedding(Object item, String pooling) {
        if (item instanceof Numbers.Floats numbers) {
            return Embedding.of(finite(numbers.take()));
        }
        if (item instanceof Map<?, ?> fields && fields.get("embedding") instanceof String base64) {
            return Embedding.of(finite(decoded(base64)));
        }
        if (item instanceof Map<?, ?> fields && fields.containsKey("embedding")) {
            return embedding(fields.get("embedding"), pooling);
        }
        if (item instanceof List<?> list && !list.isEmpty()) {
            if (list.size() == 1) {
                return embedding(list.get(0), pooling);
            }
            if (list.get(0) instanceof Numbers) {
                throw new UnexpectedAnswerException("it has " + list.size()
                        + " vectors for one input, one per token: the model needs pooling; use " + pooling);
            }
        }
        throw new UnexpectedAnswerException("expected a vector of numbers, got " + Shape.of(item));
    }

    private static float[] decoded(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new UnexpectedAnswerException("expected a vector of numbers, or base64 of one, got another text");
        }
        if (bytes.length == 0 || bytes.length % Float.BYTES != 0) {
            throw new UnexpectedAnswerException(
                    "expected base64 of numbers of 4 bytes each, got that of " + bytes.length + " bytes");
        }
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    private static float[] finite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new UnexpectedAnswerException("a vector holds a number that is null, infinite or NaN");
            }
        }
        return values;
    }

    /** OpenAI-style servers and llama.cpp number their vectors; the position in the list means nothing. */
    private static List<Object> byIndex(List<?> data, int count) {
        Object[] sorted = new Object[count];
        for (Object entry : data) {
            if (!(entry instanceof Map<?, ?> fields && fields.get("index") instanceof Double index)
                    || index < 0
                    || index >= count
                    || index % 1 != 0
                    || sorted[index.intValue()] != null) {
                throw new UnexpectedAnswerException(
                        "expected " + count + " vectors, each with an index of its own from 0");
            }
            sorted[index.intValue()] = entry;
        }
        if (data.size() != count) {
            throw new UnexpectedAnswerException("expected " + count + " vectors, got " + data.size());
        }
        return List.of(sorted);
    }
}
