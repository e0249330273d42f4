package io.github.camelhf.inference.task;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the four-mode endpoint wants to be told besides what the tasks have in common. */
final class Multimodal {

    private Multimodal() {}

    /**
     * Adds the mode when the request is in the multimodal dialect. Always said, because the endpoint's own detection takes the
     * base64 of a tiny picture for a text. Source: its documentation (auto-detection table), read 2026-11-20.
     */
    static Map<String, Object> withMode(InferenceRequest request, String mode, Map<String, Object> parameters) {
        if (request.dialect() != Dialect.MULTIMODAL) {
            return parameters;
        }
        Map<String, Object> all = new LinkedHashMap<>(parameters);
        all.put("mode", mode);
        return all;
    }
}
