package io.github.camelhf.inference.examples.s3;

import io.github.camelhf.inference.HfInferenceComponent;
import io.github.camelhf.inference.examples.pictures.Sample;
import java.net.URI;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import software.amazon.awssdk.services.s3.S3Client;

/** A Camel context with what the route names: the client of the store, the model's server and the settings. */
final class BucketSorting implements AutoCloseable {

    /** The settings of the route. The client needs more connections than {@code atATime}: a poll opens so many at once. */
    static final Map<String, String> SETTINGS = Map.of(
            "labels", Sample.LABELS,
            "atATime", "8",
            "poll", "500",
            "retries", "5",
            "retryDelay", "500",
            "maxWait", "30s");

    private final CamelContext camel = new DefaultCamelContext();

    BucketSorting(S3Client s3, URI modelServer, Map<String, String> settings) {
        camel.getRegistry().bind("s3", s3);
        camel.getRegistry().bind("cause", new Cause());
        camel.getRegistry().bind("filing", new Filing(s3));
        camel.getComponent("hf-inference", HfInferenceComponent.class)
                .getConfiguration()
                .setEndpointUrl(modelServer.toString());
        Properties placeholders = new Properties();
        placeholders.putAll(settings);
        camel.getPropertiesComponent().setInitialProperties(placeholders);
        camel.getShutdownStrategy().setTimeout(15);
    }

    /** Starts with the Java route. */
    void start() throws Exception {
        camel.addRoutes(new BucketRoute());
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
