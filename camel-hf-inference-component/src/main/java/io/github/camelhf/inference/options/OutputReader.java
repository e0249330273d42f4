package io.github.camelhf.inference.options;

import io.github.camelhf.inference.HfInferenceHeaders;
import io.github.camelhf.inference.options.CallOptions.Output;
import io.github.camelhf.inference.task.Task;
import io.github.camelhf.inference.task.Wants;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the options that say what becomes of a result. */
final class OutputReader {

    private static final String OURS = "CamelHfInference";

    private static final List<String> READ = List.of(
            HfInferenceHeaders.LABELS,
            HfInferenceHeaders.TEXTS,
            HfInferenceHeaders.QUESTION,
            HfInferenceHeaders.PROMPT,
            HfInferenceHeaders.TOP_K,
            HfInferenceHeaders.MEDIA_TYPE,
            HfInferenceHeaders.PARAMETERS);

    private static final List<String> VECTORS =
            List.of(HfInferenceHeaders.EMBEDDING_VECTOR, HfInferenceHeaders.EMBEDDING_VECTORS);

    private OutputReader() {}

    /** @throws IllegalArgumentException naming the option and what it allows */
    static Output read(WrittenOptions options, @Nullable Task task) {
        String raw = options.getRawResponseHeader();
        if (raw != null && options.getBatchSize() > 1) {
            throw new IllegalArgumentException("options rawResponseHeader and batchSize=" + options.getBatchSize()
                    + " exclude each other: the answer to a shared call holds the results of other messages as well;"
                    + " leave batchSize=1, or leave rawResponseHeader out");
        }
        if (raw != null && raw.equalsIgnoreCase(options.getResultHeader())) {
            throw new IllegalArgumentException(
                    "options rawResponseHeader and resultHeader name the same header: choose two");
        }
        free("rawResponseHeader", raw);
        free("resultHeader", options.getResultHeader());
        boolean json = Option.choice("resultFormat", options.getResultFormat(), Map.of("object", false, "json", true));
        if (task != null && task.givesMedia()) {
            checkMedia(options, json, task.mode());
        }
        Output output = new Output(
                json,
                options.getResultHeader(),
                raw,
                bound(task, "minScore", options.getMinScore(), Wants.MIN_SCORE),
                bound(task, "minMargin", options.getMinMargin(), Wants.MIN_MARGIN));
        output.checkSecond(options.getTopK(), Parameters.ofUri(options.getParameters()));
        return output;
    }

    /** What the next call reads may be the result of this one; what this one writes besides may not. */
    private static void free(String option, @Nullable String name) {
        if (name == null || READ.stream().anyMatch(name::equalsIgnoreCase)) {
            return;
        }
        boolean ours = name.regionMatches(true, 0, OURS, 0, OURS.length());
        if (ours || VECTORS.stream().anyMatch(name::equalsIgnoreCase)) {
            throw new IllegalArgumentException("option " + option + "=" + name
                    + ": the component writes headers of such names itself, so one of the two would be lost;"
                    + " choose a name that does not begin with " + OURS);
        }
    }

    /** A stream is what a body is: read once, begun again for a redelivery, and gone with its exchange. */
    private static void checkMedia(WrittenOptions options, boolean json, String mode) {
        if (json) {
            throw new IllegalArgumentException("option resultFormat=json: the result of " + mode
                    + " is bytes, which no JSON stands for; leave resultFormat=object");
        }
        if (options.getResultHeader() != null) {
            throw new IllegalArgumentException("option resultHeader=" + options.getResultHeader() + ": the result of "
                    + mode
                    + " is a stream of bytes, which Camel keeps in the body only; leave the option out, and set a"
                    + " property to the body before if it is still needed");
        }
        if (options.getRawResponseHeader() != null) {
            throw new IllegalArgumentException("option rawResponseHeader=" + options.getRawResponseHeader()
                    + ": the answer to " + mode + " is no text; leave the option out");
        }
    }

    private static @Nullable Double bound(@Nullable Task task, String option, @Nullable Double value, Wants bounded) {
        if (value != null && task != null && !task.wants(bounded)) {
            throw new IllegalArgumentException("option " + option + "=" + value + ": " + task.mode()
                    + " gives no " + (bounded == Wants.MIN_SCORE ? "score" : "choice of which one is best")
                    + " that it could bound; it is for " + Task.modes(each -> each.wants(bounded)) + ": leave it out");
        }
        return Option.finite(option, value);
    }
}
