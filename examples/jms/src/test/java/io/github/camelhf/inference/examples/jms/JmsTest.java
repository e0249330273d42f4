package io.github.camelhf.inference.examples.jms;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.examples.pictures.Sample;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.jms.JmsComponent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A broker of its own, the routes and the emulator for each test. */
@Timeout(120)
abstract class JmsTest {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final Duration REDELIVERY_DELAY = Duration.ofMillis(50);
    static final int ATTEMPTS = 3;

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    Path journal;

    @Parameter
    Dsl dsl = Dsl.JAVA;

    private Broker broker = new Broker(Path.of(""), REDELIVERY_DELAY);
    private JmsClassifier routes = classifier("tcp://127.0.0.1:0");
    private SeenWhenSent seenWhenSent = new SeenWhenSent(broker);

    @BeforeEach
    void startBrokerAndRoutes() throws Exception {
        broker = new Broker(journal, REDELIVERY_DELAY);
        broker.start();
        routes = classifier(broker.url());
        // How long a consumer listens at a time, and so how long it may need to stop.
        routes.camel().getComponent("jms", JmsComponent.class).setReceiveTimeout(50);
        seenWhenSent = new SeenWhenSent(broker);
        routes.camel().getManagementStrategy().addEventNotifier(seenWhenSent);
        dsl.add(routes.camel());
        routes.camel().start();
    }

    private static JmsClassifier classifier(String brokerUrl) {
        Map<String, String> settings = new HashMap<>(JmsClassifier.SETTINGS);
        settings.put("attempts", String.valueOf(ATTEMPTS));
        settings.put("retryDelay", "20");
        settings.put("maxWait", "100ms");
        return new JmsClassifier(brokerUrl, EMULATOR.url(), settings);
    }

    @AfterEach
    void stopRoutesAndBroker() {
        routes.close();
        broker.close();
    }

    Broker broker() {
        return broker;
    }

    JmsClassifier routes() {
        return routes;
    }

    SeenWhenSent seenWhenSent() {
        return seenWhenSent;
    }

    Mail mail() {
        return new Mail(broker.url());
    }

    /** So many pictures, numbered; the samples in turn. */
    static List<Sample> pictures(int count) {
        List<Sample> samples = Sample.pictures();
        List<Sample> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pictures.add(samples.get(i % samples.size()).named("picture-" + i + ".png"));
        }
        return pictures;
    }

    static byte[] bytes(Message message) throws JMSException {
        BytesMessage content = (BytesMessage) message;
        byte[] bytes = new byte[(int) content.getBodyLength()];
        content.readBytes(bytes);
        return bytes;
    }
}
