package io.github.camelhf.inference.examples.invoice;

import io.github.camelhf.inference.HfInferenceComponent;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A Camel context with what the route names: its folders, the naming, the check, the model's server and the settings. */
final class InvoiceDesk implements AutoCloseable {

    /** The settings of the route; a system property of the same name goes before each. */
    static final Map<String, String> SETTINGS = Map.of(
            "model", "Qwen/Qwen2.5-VL-7B-Instruct",
            "prompt", "Copy what is written on this invoice. Do not calculate. What is not there is null.",
            "maxTokens", "1000",
            "poll", "500",
            "rest", "5s",
            "atATime", "20",
            "retries", "5",
            "retryDelay", "500");

    private final CamelContext camel = new DefaultCamelContext();

    /**
     * @param root  holds {@code inbox} and gets {@code booked} and {@code review}
     * @param model where a language model is asked
     */
    InvoiceDesk(Path root, URI model, Map<String, String> settings) {
        camel.getRegistry().bind("naming", new Naming());
        camel.getRegistry().bind("check", new Check());
        // The address is the caller's own word, so it may have the token of this machine.
        camel.getComponent("hf-inference", HfInferenceComponent.class)
                .getConfiguration()
                .setUseFoundToken(true);
        Properties placeholders = new Properties();
        placeholders.putAll(settings);
        placeholders.put("root", root.toAbsolutePath().toString());
        placeholders.put("endpointUrl", model.toString());
        camel.getPropertiesComponent().setInitialProperties(placeholders);
        camel.getShutdownStrategy().setTimeout(15);
    }

    /** Starts with the route in Java or in YAML. */
    void start(boolean yaml) throws Exception {
        if (yaml) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(camel, "classpath:camel-yaml/invoice.yaml"));
        } else {
            camel.addRoutes(new InvoiceRoute());
        }
        camel.start();
    }

    CamelContext camel() {
        return camel;
    }

    @Override
    public void close() {
        camel.stop();
    }
}
