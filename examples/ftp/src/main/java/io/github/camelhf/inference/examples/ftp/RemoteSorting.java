package io.github.camelhf.inference.examples.ftp;

import io.github.camelhf.inference.HfInferenceComponent;
import io.github.camelhf.inference.examples.pictures.Sample;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context with what the routes name: both servers, the model's server and the settings. */
final class RemoteSorting implements AutoCloseable {

    static final String USER = "camera";
    static final String PASSWORD = "pictures";

    /** The settings of the routes. */
    static final Map<String, String> SETTINGS = Map.of(
            "labels", Sample.LABELS,
            "user", USER,
            "password", PASSWORD,
            "poll", "500",
            "rest", "5s",
            "silence", "10000",
            "retries", "3",
            "retryDelay", "500",
            "maxWait", "5s");

    private final CamelContext camel = new DefaultCamelContext();

    RemoteSorting(Ftp ftp, Sftp sftp, URI modelServer, Map<String, String> settings) {
        camel.getRegistry().bind("whole", new Whole());
        camel.getRegistry().bind("knownHosts", sftp.knownHosts());
        camel.getComponent("hf-inference", HfInferenceComponent.class)
                .getConfiguration()
                .setEndpointUrl(modelServer.toString());
        Map<String, String> all = new HashMap<>(settings);
        all.put("ftp", ftp.address());
        all.put("sftp", sftp.address());
        Properties placeholders = new Properties();
        placeholders.putAll(all);
        camel.getPropertiesComponent().setInitialProperties(placeholders);
        camel.getShutdownStrategy().setTimeout(15);
    }

    /** Starts with the Java routes. */
    void start() throws Exception {
        camel.addRoutes(new RemoteFolderRoute());
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
