package io.github.camelhf.inference.examples.watchedfolder.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.camelhf.inference.result.Classifications;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the model said about one content.
 *
 * @param labels every prompt with its score
 * @param model who answered
 * @param requestId under which the server's operators find the call
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeptAnswer(
        Classifications labels, String model, @Nullable String requestId) {

    public KeptAnswer {
        Objects.requireNonNull(labels, "labels");
        Objects.requireNonNull(model, "model");
    }
}
