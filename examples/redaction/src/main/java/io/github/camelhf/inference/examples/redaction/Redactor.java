package io.github.camelhf.inference.examples.redaction;

import io.github.camelhf.inference.HfInferenceComponent;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** A Camel context with what the route names: its folders, the models' server and the settings. */
final class Redactor implements AutoCloseable {

    /** The settings of the route; a system property of the same name goes before each. */
    static final Map<String, String> SETTINGS = Map.of(
            "names", "dslim/bert-base-NER",
            "things", "facebook/detr-resnet-50",
            "threshold", "0.3",
            "hide", "blur",
            "poll", "500",
            "rest", "5s",
            "atATime", "20",
            "retries", "5",
            "retryDelay", "500");

    private final CamelContext camel = new DefaultCamelContext();

    /**
     * @param root   holds {@code inbox} and gets {@code redacted}, {@code originals} and {@code parked}
     * @param models where the hosted service starts, or what stands for it
     */
    Redactor(Path root, URI models, Map<String, String> settings) {
        camel.getRegistry().bind("intake", new Intake());
        // The addresses are the caller's own word, so they may have the token of this machine.
        HfInferenceComponent component = camel.getComponent("hf-inference", HfInferenceComponent.class);
        component.getConfiguration().setBaseUrl(models.toString());
        component.getConfiguration().setUseFoundToken(true);
        Properties placeholders = new Properties();
        placeholders.putAll(settings);
        placeholders.put("root", root.toAbsolutePath().toString());
        camel.getPropertiesComponent().setInitialProperties(placeholders);
        camel.getShutdownStrategy().setTimeout(15);
    }

    /** Starts with the route in Java or in YAML. */
    void start(boolean yaml) throws Exception {
        if (yaml) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(camel, "classpath:camel-yaml/redaction.yaml"));
        } else {
            camel.addRoutes(new RedactionRoute());
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
