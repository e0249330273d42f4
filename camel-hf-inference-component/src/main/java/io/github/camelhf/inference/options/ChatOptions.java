package io.github.camelhf.inference.options;

import io.github.camelhf.inference.input.EditedText;
import io.github.camelhf.inference.task.AnswerSchema;
import io.github.camelhf.inference.task.Task;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
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

    /** What leads to answers that a route could not use. Each is answered by another kind of call. */
    private static final Set<String> TOOLS = Set.of("tools", "tool_choice", "functions", "function_call");

    /** What the message and the options give. */
    private static final Set<String> OURS = Set.of("messages", "model");

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

    /**
     * Refuses what a chat does not take.
     *
     * @throws IllegalArgumentException naming the parameter and what to do
     */
    public static void check(Map<String, Object> parameters) {
        for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
            String name = parameter.getKey();
            Object value = parameter.getValue();
            if (TOOLS.contains(name)) {
                throw new IllegalArgumentException("parameters." + name + ": chat gives an answer, it calls no tools;"
                        + " leave it out, and let the route do what the answer asks for");
            }
            if (OURS.contains(name)) {
                throw new IllegalArgumentException("parameters." + name + ": leave it out; "
                        + (name.equals("model") ? "the option model names it" : "the body of the message holds them"));
            }
            if (name.equals("stream") && !Boolean.FALSE.equals(value)) {
                throw new IllegalArgumentException(
                        "parameters.stream: chat gives whole answers, it does not stream;" + " leave it out");
            }
            if (name.equals("n") && !(value instanceof Number count && count.doubleValue() == 1)) {
                throw new IllegalArgumentException(
                        "parameters.n: chat gives one answer to a message; leave it out, or send the message again");
            }
        }
    }
}
