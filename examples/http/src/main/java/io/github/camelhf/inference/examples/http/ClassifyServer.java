package io.github.camelhf.inference.examples.http;

import io.github.camelhf.inference.HfInferenceComponent;
import io.github.camelhf.inference.examples.pictures.Sample;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

/** An HTTP server on 127.0.0.1, at any free port, with what the route names. */
final class ClassifyServer implements AutoCloseable {

    /** The settings of the route. */
    static final Map<String, String> SETTINGS = Map.of(
            "labels", Sample.LABELS,
            "requestTimeout", "30s",
            "maxWait", "1s");

    /** Bytes of the largest picture; less than the component's own limit, so that the answer is 413. */
    static final long LARGEST_PICTURE = 8L << 20;

    private final CamelContext camel = new DefaultCamelContext();
    private final VertxPlatformHttpServer server;

    ClassifyServer(URI modelServer, Map<String, String> settings) throws Exception {
        VertxPlatformHttpServerConfiguration http = new VertxPlatformHttpServerConfiguration();
        http.setBindHost("127.0.0.1");
        http.setBindPort(0);
        http.setMaxBodySize(LARGEST_PICTURE);
        server = new VertxPlatformHttpServer(http);
        camel.addService(server);
        camel.getRegistry().bind("problem", new Problem(Duration.ofSeconds(5)));
        camel.getComponent("hf-inference", HfInferenceComponent.class)
                .getConfiguration()
                .setEndpointUrl(modelServer.toString());
        Properties placeholders = new Properties();
        placeholders.putAll(settings);
        camel.getPropertiesComponent().setInitialProperties(placeholders);
    }

    /** Starts with the Java route. */
    void start() throws Exception {
        camel.addRoutes(new ClassifyRoute());
        camel.start();
    }

    CamelContext camel() {
        return camel;
    }

    URI classify() {
        return URI.create("http://127.0.0.1:" + server.getPort() + "/classify");
    }

    @Override
    public void close() {
        camel.stop();
    }
}
