package io.github.camelhf.inference;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** Shows each endpoint's target, calls and gate, as text or JSON. Created by Camel when its developer console is on. */
@DevConsole(
        name = "hf-inference",
        displayName = "Hugging Face Inference",
        description = "Targets, calls and gates of hf-inference endpoints")
public final class HfInferenceDevConsole extends AbstractDevConsole {

    public HfInferenceDevConsole() {
        super("camel", "hf-inference", "Hugging Face Inference", "Targets, calls and gates of hf-inference endpoints");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        return HfInferenceEndpoint.of(getCamelContext()).stream()
                .map(endpoint -> String.format(
                        "%s %s: %d in flight, %d waiting, gate %s, %d sent, %d failed%s",
                        endpoint.getMode(),
                        endpoint.getTarget(),
                        endpoint.getInFlight(),
                        endpoint.getWaiting(),
                        endpoint.getGate(),
                        endpoint.getSent(),
                        endpoint.getFailed(),
                        endpoint.getLastError().isEmpty() ? "" : "; last error: " + endpoint.getLastError()))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        JsonArray list = new JsonArray();
        for (HfInferenceEndpoint endpoint : HfInferenceEndpoint.of(getCamelContext())) {
            JsonObject entry = new JsonObject();
            entry.put("mode", endpoint.getMode());
            entry.put("target", endpoint.getTarget());
            entry.put("inFlight", endpoint.getInFlight());
            entry.put("waiting", endpoint.getWaiting());
            entry.put("gate", endpoint.getGate());
            entry.put("sent", endpoint.getSent());
            entry.put("succeeded", endpoint.getSucceeded());
            entry.put("failed", endpoint.getFailed());
            entry.put("lastError", endpoint.getLastError());
            list.add(entry);
        }
        JsonObject root = new JsonObject();
        root.put("endpoints", list);
        return root;
    }
}
