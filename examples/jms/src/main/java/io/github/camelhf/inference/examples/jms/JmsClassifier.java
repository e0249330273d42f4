package io.github.camelhf.inference.examples.jms;

import io.github.camelhf.inference.HfInferenceComponent;
import io.github.camelhf.inference.examples.pictures.Sample;
import java.net.URI;
import java.util.Map;
import java.util.Properties;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.connection.JmsTransactionManager;

/** A Camel context with what the routes name: the broker's connections, transactions, the model's server and the settings. */
final class JmsClassifier implements AutoCloseable {

    /** The settings of the routes. */
    static final Map<String, String> SETTINGS = Map.of(
            "labels", Sample.LABELS,
            "consumers", "4",
            "attempts", "5",
            "retries", "3",
            "retryDelay", "500",
            "maxWait", "5s",
            "maxHold", "10s");

    private final CamelContext camel = new DefaultCamelContext();
    private final CachingConnectionFactory connections;

    JmsClassifier(String brokerUrl, URI modelServer, Map<String, String> settings) {
        // A connection that ends is made anew; its transactions are rolled back by the broker.
        connections = new CachingConnectionFactory(new ActiveMQConnectionFactory(brokerUrl));
        JmsTransactionManager transactions = new JmsTransactionManager(connections);
        JmsComponent jms = JmsComponent.jmsComponentAutoAcknowledge(connections);
        jms.setTransactionManager(transactions);
        jms.setRecoveryInterval(500);
        camel.addComponent("jms", jms);
        camel.getRegistry().bind("transactions", new SpringTransactionPolicy(transactions));
        camel.getRegistry().bind("cause", new Cause());
        camel.getComponent("hf-inference", HfInferenceComponent.class)
                .getConfiguration()
                .setEndpointUrl(modelServer.toString());
        Properties placeholders = new Properties();
        placeholders.putAll(settings);
        camel.getPropertiesComponent().setInitialProperties(placeholders);
        camel.getShutdownStrategy().setTimeout(15);
    }

    /** Starts with the Java routes. */
    void start() throws Exception {
        camel.addRoutes(new PicturesRoute());
        camel.addRoutes(new QuestionsRoute());
        camel.start();
    }

    CamelContext camel() {
        return camel;
    }

    @Override
    public void close() {
        camel.stop();
        connections.destroy();
    }
}
