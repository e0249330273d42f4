package io.github.camelhf.inference.options;

import io.github.camelhf.inference.batch.BatchTerms;
import io.github.camelhf.inference.batch.SharedBatches;
import io.github.camelhf.inference.input.ByteSize;
import io.github.camelhf.inference.queue.SharedQueues;
import io.github.camelhf.inference.queue.Terms;
import io.github.camelhf.inference.task.Dialect;
import io.github.camelhf.inference.task.Task;
import io.github.camelhf.inference.transport.ConnectionSettings;
import io.github.camelhf.inference.transport.WireRequest.Limits;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint's options mean, checked once when its producer is created. {@link OptionReader} makes it.
 *
 * @param task           what is asked, null when each message decides
 * @param labels         to choose from, and texts for similarity
 * @param question       asked about each message, null when each message brings its own
 * @param chat           what is said besides the message
 * @param topK           null for as many as the server gives
 * @param parameters     typed as servers expect them
 * @param token          what calls are authorised with
 * @param extraHeaders   sent with every call
 * @param givenHeaders   sent with every call, their values shown nowhere
 * @param maxMediaSize   bytes of a picture or recording that a model makes
 * @param terms          how calls wait
 * @param batches        how messages share calls
 * @param synchronous    whether the thread that brings a message waits for its answer
 */
public record CallOptions(
        @Nullable Task task,
        Target target,
        Token token,
        List<String> labels,
        @Nullable String question,
        ChatOptions chat,
        @Nullable Integer topK,
        Map<String, Object> parameters,
        ImageUrlPolicy imageUrl,
        InputOptions inputs,
        HoldWhileLoading hold,
        Map<String, String> extraHeaders,
        Map<String, String> givenHeaders,
        ByteSize maxRequestSize,
        ByteSize maxMediaSize,
        Limits limits,
        Terms terms,
        BatchTerms batches,
        boolean synchronous,
        ConnectionSettings connection,
        Output output) {

    /** What to do with an address instead of a picture. */
    public enum ImageUrlPolicy {
        INLINE,
        FORWARD,
        REJECT
    }

    /** When the servers of old are asked to hold the call while a model loads. */
    public enum HoldWhileLoading {
        NEVER,
        ALWAYS,
        AFTER_LOADING
    }

    /**
     * What the result looks like.
     *
     * @param json      as JSON text instead of an object
     * @param header    takes the result instead of the body, null for the body
     * @param rawHeader takes the server's words, null for none
     * @param minScore  null for no bound
     * @param minMargin null for no bound
     */
    public record Output(
            boolean json,
            @Nullable String header,
            @Nullable String rawHeader,
            @Nullable Double minScore,
            @Nullable Double minMargin) {

        /**
         * Looks whether there will be a second to measure the margin to.
         *
         * @param topK null where the parameters say how many are wanted
         * @throws IllegalArgumentException when only one is wanted
         */
        public void checkSecond(@Nullable Integer topK, Map<String, Object> parameters) {
            Object wanted = topK == null ? parameters.get("top_k") : topK;
            if (minMargin != null && String.valueOf(wanted).equals("1")) {
                throw new IllegalArgumentException("topK=1 and minMargin=" + minMargin
                        + " exclude each other: the margin is the distance to the second, which topK=1 leaves out; set"
                        + " topK=2 or more, or leave one of them out");
            }
        }
    }

    /** How the task is asked. */
    public Dialect dialect() {
        return target.dialect();
    }

    /** Equal for endpoints whose calls wait in one queue. */
    public SharedQueues.Key queue() {
        return new SharedQueues.Key(target.address(), token.identity());
    }

    /** Equal for endpoints whose messages share calls. */
    public SharedBatches.Key batch() {
        return new SharedBatches.Key(queue(), connection, terms, batches);
    }
}
