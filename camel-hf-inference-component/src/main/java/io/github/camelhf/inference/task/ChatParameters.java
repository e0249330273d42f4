package io.github.camelhf.inference.task;

import java.util.Map;
import java.util.Set;

/** Which parameters a chat does not take: those that the message and the options give, and those that lead to answers of another kind. */
final class ChatParameters {

    /** What leads to answers that a route could not use. Each is answered by another kind of call. */
    private static final Set<String> TOOLS =
            Set.of("tools", "tool_choice", "tool_prompt", "parallel_tool_calls", "functions", "function_call");

    /** What the message and the options give. */
    private static final Set<String> OURS = Set.of("messages", "model");

    private ChatParameters() {}

    /** See {@link TaskCodec#check}. */
    static void check(Map<String, Object> parameters) {
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
            if (name.equals("stream_options") || (name.equals("stream") && !Boolean.FALSE.equals(value))) {
                throw new IllegalArgumentException(
                        "parameters." + name + ": chat gives whole answers, it does not stream; leave it out");
            }
            if (name.equals("n") && !(value instanceof Number count && count.doubleValue() == 1)) {
                throw new IllegalArgumentException(
                        "parameters.n: chat gives one answer to a message; leave it out, or send the message again");
            }
        }
    }
}
