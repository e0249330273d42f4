package io.github.camelhf.inference.message;

import io.github.camelhf.inference.HfInferenceHeaders;
import io.github.camelhf.inference.options.CallOptions.Output;
import io.github.camelhf.inference.result.Detections;
import io.github.camelhf.inference.result.Embedding;
import io.github.camelhf.inference.result.Entities;
import io.github.camelhf.inference.result.Results;
import io.github.camelhf.inference.result.Segments;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Message;
import org.apache.camel.support.LRUCacheFactory;
import org.jspecify.annotations.Nullable;

/** The headers that tell a result in short: the best of it, how many there are, the vectors. */
final class ResultHeaders {

    /** Left by an earlier call, they would seem to speak of this one's result. Those of another kind of call stay useful. */
    private static final List<String> OF_THE_BEST = List.of(
            HfInferenceHeaders.LABEL,
            HfInferenceHeaders.SAFE_LABEL,
            HfInferenceHeaders.SCORE,
            HfInferenceHeaders.MARGIN,
            HfInferenceHeaders.DECISION);

    private static final int LABELS = 1_000;

    /** An answer may be a page; what a route chooses by is short. */
    private static final int LONGEST_LABEL = 1_000;

    private final Output output;

    /** The same labels come again and again. */
    private final Map<String, String> safeLabels = LRUCacheFactory.newLRUCache(LABELS);

    ResultHeaders(Output output) {
        this.output = output;
    }

    /**
     * Describes the result of a message.
     *
     * @param result a single one, or {@link Results}, for which nothing is said that belongs to one of its items
     * @param first  the single one, or the first of them
     */
    void write(Message message, Object result, Object first) {
        Optional<Best> best = Best.of(first);
        if (best.isPresent()) {
            OF_THE_BEST.forEach(message::removeHeader);
        }
        if (!(result instanceof Results)) {
            (result == first ? best : Best.of(result)).ifPresent(found -> best(message, found));
        }
        if (first instanceof Embedding embedding) {
            embedded(message, result instanceof Results list ? list : List.of(embedding), embedding.size());
        }
        if (first instanceof Entities || first instanceof Detections || first instanceof Segments) {
            put(message, HfInferenceHeaders.COUNT, result instanceof Results ? null : ((List<?>) result).size());
        }
    }

    private void best(Message message, Best best) {
        String label = best.label();
        if (label != null) {
            String cut = label.length() > LONGEST_LABEL ? label.substring(0, LONGEST_LABEL) : label;
            message.setHeader(HfInferenceHeaders.LABEL, HeaderText.of(cut));
            message.setHeader(HfInferenceHeaders.SAFE_LABEL, safeLabels.computeIfAbsent(cut, SafeLabel::of));
        }
        put(message, HfInferenceHeaders.SCORE, best.score());
        put(message, HfInferenceHeaders.MARGIN, best.margin());
        if (output.minScore() != null || output.minMargin() != null) {
            boolean accepted = best.reaches(output.minScore(), output.minMargin());
            message.setHeader(HfInferenceHeaders.DECISION, accepted ? "accept" : "review");
        }
    }

    private static void embedded(Message message, List<?> vectors, int size) {
        List<float @Nullable []> arrays = new ArrayList<>(vectors.size());
        int count = 0;
        for (Object vector : vectors) {
            float[] array = vector instanceof Embedding embedding ? embedding.shared() : null;
            arrays.add(array);
            count += array == null ? 0 : 1;
        }
        message.setHeader(HfInferenceHeaders.EMBEDDING_SIZE, size);
        message.setHeader(HfInferenceHeaders.EMBEDDING_COUNT, count);
        boolean list = vectors instanceof Results;
        put(message, HfInferenceHeaders.EMBEDDING_VECTORS, list ? Collections.unmodifiableList(arrays) : null);
        put(message, HfInferenceHeaders.EMBEDDING_VECTOR, arrays.size() == 1 ? arrays.get(0) : null);
    }

    private static void put(Message message, String name, @Nullable Object value) {
        if (value == null) {
            message.removeHeader(name);
        } else {
            message.setHeader(name, value);
        }
    }
}
