package io.github.camelhf.inference.examples.watchedfolder.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.camelhf.inference.result.Classification;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file: the content of its sidecar, a line of the audit log and a row of the table.
 *
 * @param file its name where it lies now
 * @param receivedAs its name in the inbox, where that was taken
 * @param place where it lies, relative to the folder of results, with {@code /} between the names
 * @param sha256 of its bytes, 64 hexadecimal digits
 * @param bytes its size
 * @param decision {@code accept}, {@code review} or {@code failed}
 * @param reason why it was not accepted, such as {@code score}, {@code margin}, {@code none-of-these}, or the folder below
 *     {@code failed}; null when it was accepted
 * @param label the best label; null for a failed file, as are the labels
 * @param score score of the best label
 * @param margin distance to the second best
 * @param labels all labels, best first
 * @param model who was asked
 * @param requestId under which the server's operators find the call
 * @param milliseconds from the pick-up to the decision, waiting and further attempts included
 * @param attempts calls that it took
 * @param reused true when an earlier answer about the same bytes was taken and nothing was sent, else null
 * @param finishedAt when, in UTC, as ISO 8601
 * @param error why a failed file failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FileResult(
        String file,
        @Nullable String receivedAs,
        String place,
        String sha256,
        long bytes,
        String decision,
        @Nullable String reason,
        @Nullable String label,
        @Nullable Double score,
        @Nullable Double margin,
        @Nullable List<Classification> labels,
        String model,
        @Nullable String requestId,
        long milliseconds,
        int attempts,
        @Nullable Boolean reused,
        String finishedAt,
        @Nullable Problem error) {

    public static final String FAILED = "failed";
    public static final String REVIEW = "review";
    public static final String ACCEPT = "accept";

    /**
     * What went wrong.
     *
     * @param type the exception's class without its package
     * @param message one sentence, never a stack trace
     * @param status the HTTP status of the answer, null when there was none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Problem(
            @JsonProperty("class") String type,
            String message,
            @Nullable Integer status) {}
}
