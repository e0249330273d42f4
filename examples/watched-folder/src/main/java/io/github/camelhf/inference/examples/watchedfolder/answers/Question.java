package io.github.camelhf.inference.examples.watchedfolder.answers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.examples.watchedfolder.journal.FileHash;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What every picture of a run is asked: everything but the picture that the answer depends on. What is made of the answer, such
 * as thresholds, is no part of it.
 *
 * @param server the model's id or the server's address
 * @param api the dialect in which it is asked
 * @param prompts the texts; their order does not matter
 */
public record Question(String server, String api, List<String> prompts) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    public Question {
        prompts = prompts.stream().sorted().toList();
    }

    /** A name for it that is equal for equal questions only and fits a folder: 32 hexadecimal digits. */
    public String fingerprint() {
        try {
            Map<String, Object> sorted = new TreeMap<>(Map.of("server", server, "api", api, "prompts", prompts));
            return FileHash.sha256(MAPPER.writeValueAsBytes(sorted)).substring(0, 32);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always writable as JSON", e);
        }
    }
}
