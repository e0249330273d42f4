package io.github.camelhf.inference.result;

import java.util.List;
import java.util.Objects;

/**
 * What was said in a recording.
 *
 * @param text   all of it
 * @param chunks its parts with their times, in order; empty unless they were asked for
 */
public record Transcript(String text, List<Chunk> chunks) implements InferenceResult {

    public Transcript {
        Objects.requireNonNull(text, "text");
        chunks = List.copyOf(chunks);
    }
}
