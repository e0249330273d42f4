package io.github.camelhf.inference.examples.folder;

import io.github.camelhf.inference.HfInferenceComponent;
import io.github.camelhf.inference.examples.pictures.Sample;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;

/** A Camel context with what the route names: its folders, its memory, the model's server and the settings. */
final class FolderClassifier implements AutoCloseable {

    /** The settings of the route. */
    static final Map<String, String> SETTINGS = Map.of(
            "labels", Sample.LABELS,
            "poll", "500",
            "rest", "5s",
            "atATime", "100",
            "retries", "5",
            "retryDelay", "500",
            "longestDelay", "60000");

    /** Names that are found without a look into the file; each poll asks for all. */
    private static final int MOST_KNOWN = 200_000;

    /** Beyond this Camel forgets the oldest names. */
    private static final long LARGEST_MEMORY = 1L << 30;

    private final CamelContext camel = new DefaultCamelContext();

    /**
     * @param root holds {@code pictures} and gets {@code results} and {@code seen.txt}; for the route that moves it holds
     *     {@code inbox} and gets {@code done} and {@code failed}
     */
    FolderClassifier(Path root, URI modelServer, Map<String, String> settings) {
        camel.getRegistry()
                .bind(
                        "seen",
                        FileIdempotentRepository.fileIdempotentRepository(
                                root.resolve("seen.txt").toFile(), MOST_KNOWN, LARGEST_MEMORY));
        camel.getComponent("hf-inference", HfInferenceComponent.class)
                .getConfiguration()
                .setEndpointUrl(modelServer.toString());
        Map<String, String> all = new HashMap<>(settings);
        for (String folder : new String[] {"pictures", "results", "inbox", "done", "failed"}) {
            all.put(folder, root.resolve(folder).toString());
        }
        Properties placeholders = new Properties();
        placeholders.putAll(all);
        camel.getPropertiesComponent().setInitialProperties(placeholders);
        camel.getShutdownStrategy().setTimeout(15);
    }

    /** Starts with a route. */
    void start(RouteBuilder route) throws Exception {
        camel.addRoutes(route);
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
