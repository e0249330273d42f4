package io.github.camelhf.inference.examples.folder;

import io.github.camelhf.inference.HfInferenceComponent;
import io.github.camelhf.inference.examples.pictures.Sample;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;

/** A Camel context with what the route names: its folders, its memory, the model's server and the settings. */
final class FolderClassifier implements AutoCloseable {

    /** The settings of the route. */
    static final Map<String, String> SETTINGS = Map.of(
            "labels", Sample.LABELS,
            "poll", "500",
            "atATime", "100",
            "rest", "2s",
            "retries", "5",
            "retryDelay", "500");

    private final CamelContext camel = new DefaultCamelContext();

    /**
     * @param root holds {@code pictures}, and gets {@code results} and {@code seen.txt}
     */
    FolderClassifier(Path root, URI modelServer, Map<String, String> settings) {
        camel.getRegistry()
                .bind(
                        "seen",
                        FileIdempotentRepository.fileIdempotentRepository(
                                root.resolve("seen.txt").toFile(), 10_000));
        camel.getComponent("hf-inference", HfInferenceComponent.class)
                .getConfiguration()
                .setEndpointUrl(modelServer.toString());
        Map<String, String> all = new HashMap<>(settings);
        all.put("pictures", root.resolve("pictures").toString());
        all.put("results", root.resolve("results").toString());
        Properties placeholders = new Properties();
        placeholders.putAll(all);
        camel.getPropertiesComponent().setInitialProperties(placeholders);
        camel.getShutdownStrategy().setTimeout(15);
    }

    /** Starts with the Java route. */
    void start() throws Exception {
        camel.addRoutes(new FolderRoute());
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
