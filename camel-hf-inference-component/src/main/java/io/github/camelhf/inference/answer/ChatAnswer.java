package io.github.camelhf.inference.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a model said, and what the server says about it.
 *
 * @param content          a {@code String}; what the JSON stands for where the answer had to keep to a schema
 * @param finishReason     why the model stopped, null where the server does not say
 * @param promptTokens     length of the question, null where the server does not say
 * @param completionTokens length of the answer, null where the server does not say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChatAnswer(
        Object content,
        @Nullable String finishReason,
        @Nullable Integer promptTokens,
        @Nullable Integer completionTokens) {}
