package io.github.camelhf.inference.it;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.it.RemotePictures.Caching;
import jakarta.jms.Connection;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.Base64;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures of a message broker: as bytes, as streamed bytes, and as text in the forms that text can have. */
class JmsTest {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    private static final EmbeddedActiveMQ BROKER = new EmbeddedActiveMQ();

    private static ActiveMQConnectionFactory connections;

    /** What the sender puts into its message. */
    enum Sent {
        BYTES,
        BASE64,
        DATA_URI
    }

    @BeforeAll
    static void startBroker() throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("vm", "vm://7");
        BROKER.setConfiguration(configuration);
        BROKER.start();
        connections = new ActiveMQConnectionFactory("vm://7");
    }

    @AfterAll
    static void stopBroker() throws Exception {
        connections.close();
        BROKER.stop();
    }

    static Stream<Arguments> ways() {
        return Stream.of(
                Arguments.of(Sent.BYTES, "", Caching.OFF),
                Arguments.of(Sent.BYTES, "", Caching.IN_FILES),
                Arguments.of(Sent.BYTES, "?streamMessageTypeEnabled=true", Caching.OFF),
                Arguments.of(Sent.BASE64, "", Caching.OFF),
                Arguments.of(Sent.DATA_URI, "", Caching.IN_MEMORY));
    }

    @ParameterizedTest(name = "{0} {1}, stream caching {2}")
    @MethodSource("ways")
    void aRedeliverySendsTheWholePictureAgain(Sent sent, String options, Caching caching) throws Exception {
        String queue = "pictures";
        send(queue, sent);
        DefaultCamelContext context = new DefaultCamelContext();
        context.addComponent("jms", JmsComponent.jmsComponentAutoAcknowledge(connections));
        RemotePictures.arrivesTwice(context, EMULATOR, "jms:queue:" + queue + options, caching);
    }

    private static void send(String queue, Sent sent) throws Exception {
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession();
                MessageProducer producer = session.createProducer(session.createQueue(queue))) {
            if (sent == Sent.BYTES) {
                var message = session.createBytesMessage();
                message.writeBytes(RemotePictures.PICTURE);
                producer.send(message);
            } else {
                String base64 = Base64.getMimeEncoder().encodeToString(RemotePictures.PICTURE);
                producer.send(
                        session.createTextMessage(sent == Sent.BASE64 ? base64 : "data:image/png;base64," + base64));
            }
        }
    }
}
