package io.github.camelhf.inference.task;

import java.util.List;
import java.util.Map;

/** Requests of tests that are about the answer. */
final class Requests {

    private Requests() {}

    /** Asks about texts, and nothing more. */
    static InferenceRequest ofTexts(Task task, Dialect dialect, List<String> texts, boolean list) {
        return new InferenceRequest(task, dialect, null, List.of(), texts, List.of(), null, null, Map.of(), list);
    }
}
