package io.github.camelhf.inference.examples.watchedfolder;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.camelhf.inference.result.Classification;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file: the content of its sidecar and a row of the table.
 *
 * @param file its name where it lies now
 * @param receivedAs its name in the inbox, where that was taken
 * @param decision {@code accept}, {@code review} or {@code failed}
 * @param label the best label; null for a failed file, as are the labels
 * @param score score of the best label
 * @param margin distance to the second best
 * @param labels all labels, best first
 * @param model who was asked
 * @param requestId under which the server's operators find the call
 * @param milliseconds from the pick-up to the decision, waiting and further attempts included
 * @param attempts calls that it took
 * @param finishedAt when, in UTC
 * @param error why a failed file failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FileResult(
        String file,
        @Nullable String receivedAs,
        String decision,
        @Nullable String label,
        @Nullable Double score,
        @Nullable Double margin,
        @Nullable List<Classification> labels,
        String model,
        @Nullable String requestId,
        long milliseconds,
        int attempts,
        String finishedAt,
        @Nullable Problem error) {

    static final String FAILED = "failed";
    static final String REVIEW = "review";
    static final String ACCEPT = "accept";

    /**
     * @param type the exception's class without its package
     * @param message one sentence, never a stack trace
     * @param status the HTTP status of the answer, null when there was none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Problem(
            @JsonProperty("class") String type,
            String message,
            @Nullable Integer status) {}
}
