package io.github.camelhf.inference.examples.inbox;

import io.github.camelhf.inference.HfInferenceComponent;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;

/** A Camel context with what the routes name: the mailbox, the folder, the models' server and the settings. */
final class InboxSorter implements AutoCloseable {

    /** The settings of the routes; a system property of the same name goes before each. */
    static final Map<String, String> SETTINGS = Map.of(
            "pictures", "google/vit-base-patch16-224",
            "texts", "facebook/bart-large-mnli",
            "topics", "refund,delivery,invoice",
            "sounds", "openai/whisper-large-v3",
            "poll", "500",
            "retries", "5",
            "retryDelay", "500");

    private static final int KNOWN_PARTS = 100_000;
    private static final long LARGEST_MEMORY = 1L << 30;

    private final CamelContext camel = new DefaultCamelContext();

    /**
     * @param root   gets a folder for each kind, and the file that remembers which parts are done
     * @param models where the hosted service starts, or what stands for it
     */
    InboxSorter(Path root, Mailbox mailbox, URI models, Map<String, String> settings) {
        camel.getRegistry().bind("parts", new MailParts());
        camel.getRegistry()
                .bind(
                        "seen",
                        FileIdempotentRepository.fileIdempotentRepository(
                                root.resolve("seen.txt").toFile(), KNOWN_PARTS, LARGEST_MEMORY));
        // The addresses are the caller's own word, so they may have the token of this machine.
        HfInferenceComponent component = camel.getComponent("hf-inference", HfInferenceComponent.class);
        component.getConfiguration().setBaseUrl(models.toString());
        component.getConfiguration().setUseFoundToken(true);
        Properties placeholders = new Properties();
        placeholders.putAll(settings);
        placeholders.put("root", root.toAbsolutePath().toString());
        placeholders.put("mail", mailbox.address());
        placeholders.put("user", mailbox.user());
        placeholders.put("password", mailbox.password());
        camel.getPropertiesComponent().setInitialProperties(placeholders);
        camel.getShutdownStrategy().setTimeout(15);
    }

    /** Starts with the routes in Java or in YAML. */
    void start(boolean yaml) throws Exception {
        if (yaml) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(camel, "classpath:camel-yaml/inbox.yaml"));
        } else {
            camel.addRoutes(new InboxRoute());
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
