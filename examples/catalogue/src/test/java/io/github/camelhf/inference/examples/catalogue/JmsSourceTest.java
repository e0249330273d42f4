package io.github.camelhf.inference.examples.catalogue;

import static io.github.camelhf.inference.examples.catalogue.Running.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.examples.catalogue.shelf.Shelf;
import io.github.camelhf.inference.examples.pictures.ProductPicture;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures of a queue, which forgets what it has given: so it gives nothing for good before that is committed. */
@Timeout(120)
class JmsSourceTest {

    private static final List<ProductPicture> PICTURES = ProductPicture.catalogue().stream()
            .filter(picture -> picture.name().matches("red-(tile|striped|plain)-60.*"))
            .toList();
    private static final EmbeddedActiveMQ BROKER = new EmbeddedActiveMQ();

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    private static ActiveMQConnectionFactory connections;

    @TempDir
    Path folder;

    @BeforeAll
    static void startBroker() throws Exception {
        BROKER.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setJMXManagementEnabled(false)
                .addAddressSetting(
                        "#",
                        new AddressSettings()
                                .setAutoDeleteQueues(false)
                                .setMaxDeliveryAttempts(-1)
                                .setRedeliveryDelay(100))
                .addAcceptorConfiguration("vm", "vm://15"));
        BROKER.start();
        // Hands out one message at a time: none waits behind one that waits for its commit.
        connections = new ActiveMQConnectionFactory("vm://15?consumerWindowSize=0");
    }

    @AfterAll
    static void stopBroker() throws Exception {
        connections.close();
        BROKER.stop();
    }

    @BeforeEach
    void fill() throws Exception {
        for (ProductPicture picture : PICTURES) {
            send(picture.name(), content(picture));
        }
    }

    @AfterEach
    void empty() throws Exception {
        for (String queue : List.of("pictures", "pictures.failed")) {
            Queue found = BROKER.getActiveMQServer().locateQueue(SimpleString.of(queue));
            if (found != null) {
                found.deleteAllReferences();
            }
        }
    }

    private byte[] content(ProductPicture picture) throws Exception {
        picture.write(Files.createDirectories(folder.resolve("drawn")));
        return Files.readAllBytes(folder.resolve("drawn").resolve(picture.name()));
    }

    private static void send(@Nullable String file, byte[] content) throws Exception {
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession()) {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(content);
            if (file != null) {
                message.setStringProperty("file", file);
            }
            session.createProducer(session.createQueue("pictures")).send(message);
        }
    }

    /** Messages that lie in the queue or are being delivered. */
    private static long waiting(String queue) {
        Queue found = BROKER.getActiveMQServer().locateQueue(SimpleString.of(queue));
        return found == null ? 0 : found.getMessageCount();
    }

    private Running start(Dsl dsl) throws Exception {
        return start(dsl, "100ms");
    }

    private Running start(Dsl dsl, String commit) throws Exception {
        Settings settings = Running.settings(
                Files.createDirectories(folder.resolve("local")),
                EMULATOR.url(),
                Map.of(
                        "commit",
                        commit,
                        "source",
                        "jms:queue:pictures?connectionFactory=#broker&transacted=true&lazyCreateTransactionManager=false"
                                + "&concurrentConsumers=16&receiveTimeout=100",
                        "file",
                        "${header.file}",
                        "aside",
                        "jms:queue:pictures.failed?connectionFactory=#broker"));
        return Running.start(settings, dsl, camel -> camel.getRegistry().bind("broker", connections));
    }

    @ParameterizedTest
    @EnumSource(Dsl.class)
    void everyPictureOfTheQueueComesOntoTheShelfOrAside(Dsl dsl) throws Exception {
        byte[] red = content(PICTURES.get(0));
        send("same content.png", red);
        send(null, content(ProductPicture.catalogue().get(100)));
        send("note.jpg", "This is no picture.".getBytes(StandardCharsets.UTF_8));

        try (Running running = start(dsl).shelved(5)) {
            await().untilAsserted(() -> assertThat(waiting("pictures")).isZero());
            assertThat(waiting("pictures.failed")).isEqualTo(1);
            assertThat(running.get("api/status")
                            .path("problems")
                            .path("note.jpg")
                            .asText())
                    .contains("picture");
            assertThat(running.catalogue.shelf().files())
                    .contains("same content.png", PICTURES.get(2).name())
                    .as("what has no name is called by its content's hash")
                    .anyMatch(file -> file.matches("[0-9a-f]{64}"));
        }
    }

    @ParameterizedTest
    @EnumSource(Dsl.class)
    void theQueueHasEveryMessageUntilItsPictureIsCommitted(Dsl dsl) throws Exception {
        try (Running running = start(dsl, "1h")) {
            await().untilAsserted(
                            () -> assertThat(running.catalogue.shelf().size()).isEqualTo(3));
            assertThat(waiting("pictures")).isEqualTo(3);
        }
        assertThat(waiting("pictures")).isEqualTo(3);
        try (Running running = start(dsl).shelved(3)) {
            await().untilAsserted(() -> assertThat(waiting("pictures")).isZero());
            assertThat(running.catalogue.shelf().size()).isEqualTo(3);
        }
        try (Shelf shelf = Shelf.open(folder.resolve("local/.catalogue"))) {
            assertThat(shelf.size()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Dsl.class)
    void nothingIsTakenFromTheQueueOnceTheIndexingHasEnded(Dsl dsl) throws Exception {
        EMULATOR.alwaysFault(Fault.unauthorized());
        try (Running running = start(dsl)) {
            await().untilAsserted(() ->
                    assertThat(running.catalogue.indexing().refusal()).contains("401"));
            await().untilAsserted(() -> assertThat(running.catalogue
                            .camel()
                            .getRouteController()
                            .getRouteStatus("index")
                            .isStopped())
                    .isTrue());
            assertThat(waiting("pictures")).isEqualTo(3);
        }
    }
}
