package io.github.camelhf.inference.examples.catalogue;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a catalogue is made with.
 *
 * @param pictures the folder to be indexed
 * @param index where the index is; another process may not use it
 * @param model the address of an endpoint with four modes
 * @param port 0 for any free one
 * @param store which of the routes in {@code camel-yaml/store} finds: lucene, pgvector or qdrant
 * @param labels the first ones
 * @param route settings of the routes, by the names of their placeholders
 */
record Settings(
        Path pictures, Path index, URI model, int port, String store, List<String> labels, Map<String, String> route) {

    /** How the routes work unless something else is said. */
    static final Map<String, String> ROUTE = Map.of(
            "poll", "2s",
            "rest", "2s",
            "commit", "1s",
            "batchSize", "16",
            "retries", "6",
            "retryDelay", "1000",
            "patience", "30s",
            "file", "${file:name}",
            "aside", "log:aside?level=WARN&showBody=false&showBodyType=false&showCaughtException=true",
            "storeUrl", "");

    /** Bytes of the largest request, which is a picture to search by. */
    static final long LARGEST_PICTURE = 20L << 20;

    /** Whether the source is the folder; the setting {@code source} names another. */
    boolean isFolder() {
        return !route.containsKey("source");
    }

    String source() {
        return route.getOrDefault("source", folder());
    }

    private String folder() {
        String address = pictures.toString().replace("%", "%25").replace("#", "%23");
        return "file:" + address + "?recursive=true&noop=true&autoCreate=false&initialDelay=0&delay={{poll}}"
                + "&maxMessagesPerPoll=1000&eagerMaxMessagesPerPoll=false"
                + "&processStrategy=#class:io.github.camelhf.inference.HfInferenceFiles('{{rest}}')"
                + "&idempotentRepository=#seen&idempotentKey=" + SeenFiles.KEY;
    }
}
