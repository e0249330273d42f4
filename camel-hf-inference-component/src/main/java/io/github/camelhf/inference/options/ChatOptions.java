package io.github.camelhf.inference.options;

import io.github.camelhf.inference.answer.AnswerSchema;
import io.github.camelhf.inference.input.EditedText;
import io.github.camelhf.inference.task.Task;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/**
 * What the options say about a conversation.
 *
 * @param prompt what is said about each message, null when each message says all
 * @param system what the model is told before, null for nothing
 * @param schema to which answers must keep, null for any text
 */
public record ChatOptions(
        @Nullable String prompt,
        @Nullable String system,
        @Nullable AnswerSchema schema) {

    /** @throws IllegalArgumentException when the schema is none or cannot be read */
    static ChatOptions read(WrittenOptions options, @Nullable Task task, CamelContext context) {
        String schema = task == Task.CHAT ? options.getResponseSchema() : null;
        return new ChatOptions(
                options.getPrompt(), options.getSystemPrompt(), schema == null ? null : schema(context, schema.trim()));
    }

    private static AnswerSchema schema(CamelContext context, String text) {
        try {
            return AnswerSchema.parse(Labels.isResource(text) ? content(context, text) : text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("option responseSchema " + e.getMessage(), e);
        }
    }

    private static String content(CamelContext context, String resource) {
        String name = resource.startsWith("resource:") ? resource.substring("resource:".length()) : resource;
        try (InputStream stream = ResourceHelper.resolveMandatoryResourceAsInputStream(context, name)) {
            return EditedText.of(stream.readAllBytes());
        } catch (IOException e) {
            throw new IllegalArgumentException("names " + name + ", which cannot be read: " + e.getMessage(), e);
        }
    }
}
