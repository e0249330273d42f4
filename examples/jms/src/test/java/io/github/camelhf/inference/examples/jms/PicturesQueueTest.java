package io.github.camelhf.inference.examples.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.error.InferenceServerException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.examples.pictures.Sample;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Pictures that are taken from a queue in transactions. */
@ParameterizedClass
@EnumSource(Dsl.class)
class PicturesQueueTest extends JmsTest {

    @Test
    void everyPictureHasOneResultWhateverTheServerDid() throws Exception {
        EMULATOR.fault(Fault.modelLoading(20), 2);
        EMULATOR.fault(Fault.rateLimited(Duration.ofSeconds(30)));
        EMULATOR.fault(Fault.resetBeforeAnswer());
        EMULATOR.fault(Fault.resetMidAnswer());
        EMULATOR.fault(Fault.badGateway());
        List<Sample> pictures = pictures(12);

        send(pictures);

        assertThat(results(pictures.size())).isEqualTo(labels(pictures));
        assertNothingIsLeft();
    }

    @Test
    void setsAPoisonMessageAsideAfterTheStatedAttempts() throws Exception {
        EMULATOR.alwaysFault(Fault.serverError());
        Sample poison = pictures(1).get(0);

        send(List.of(poison));

        Message failed = failed();
        assertThat(EMULATOR.requests()).hasSize(ATTEMPTS);
        assertThat(failed.getStringProperty(Cause.CLASS)).isEqualTo(InferenceServerException.class.getName());
        assertThat(failed.getStringProperty(Cause.MESSAGE)).contains("answered 500");
        assertThat(failed.getIntProperty(Cause.STATUS)).isEqualTo(500);
        assertThat(failed.getIntProperty(Cause.DELIVERIES)).isEqualTo(ATTEMPTS);
        assertThat(failed.getStringProperty("FileName")).isEqualTo(poison.name());
        assertThat(bytes(failed)).isEqualTo(poison.bytes());
        assertNothingIsLeft();
    }

    @Test
    void setsWhatIsNoPictureAsideWithoutAskingTheServer() throws Exception {
        send(List.of(Sample.note()));

        Message failed = failed();
        assertThat(failed.getStringProperty(Cause.CLASS)).isEqualTo(InvalidInferenceInputException.class.getName());
        assertThat(failed.getIntProperty(Cause.DELIVERIES)).isEqualTo(1);
        assertThat(failed.propertyExists(Cause.STATUS)).isFalse();
        assertThat(bytes(failed)).isEqualTo(Sample.note().bytes());
        assertThat(EMULATOR.requests()).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void anOutageSetsNothingAside() throws Exception {
        EMULATOR.alwaysFault(Fault.scalingUp());
        List<Sample> pictures = pictures(1);

        send(pictures);
        EMULATOR.awaitRequests(ATTEMPTS + 1, PATIENCE);
        EMULATOR.alwaysFault(null);

        assertThat(results(pictures.size())).isEqualTo(labels(pictures));
        assertNothingIsLeft();
    }

    @Test
    void aBrokerRestartInTheMiddleLosesAndDoublesNothing() throws Exception {
        EMULATOR.fault(Fault.slow(Duration.ofMillis(500)), 4);
        List<Sample> pictures = pictures(12);
        send(pictures);
        EMULATOR.awaitRequests(1, PATIENCE);

        broker().close();
        broker().start();

        assertThat(results(pictures.size())).isEqualTo(labels(pictures));
        assertNothingIsLeft();
    }

    @Test
    void whatTheRouteSendsIsSeenOnlyOnceItsPictureIsTaken() throws Exception {
        EMULATOR.fault(Fault.unprocessable());

        send(pictures(2));

        results(1);
        failed();
        assertThat(seenWhenSent().counts()).isEqualTo(Map.of("results", 0L, "pictures.failed", 0L));
    }

    private void send(List<Sample> pictures) throws JMSException {
        try (Mail mail = mail()) {
            for (Sample picture : pictures) {
                mail.send("pictures", picture);
            }
        }
    }

    private Message failed() {
        try (Mail mail = mail()) {
            return mail.receive("pictures.failed", PATIENCE);
        }
    }

    /** Name and label of so many results; a second one for a picture shows as a longer label. */
    private Map<String, String> results(int count) throws JMSException {
        Map<String, String> results = new TreeMap<>();
        try (Mail mail = mail()) {
            for (int i = 0; i < count; i++) {
                Message result = mail.receive("results", PATIENCE);
                assertThat(result.getBody(String.class)).startsWith("[{\"label\":");
                results.merge(
                        result.getStringProperty("FileName"),
                        result.getStringProperty("Label"),
                        (one, two) -> one + " and " + two);
            }
        }
        return results;
    }

    private static Map<String, String> labels(List<Sample> pictures) {
        return pictures.stream().collect(Collectors.toMap(Sample::name, Sample::label));
    }

    /** Every queue is empty, also of messages that are under way. */
    private void assertNothingIsLeft() {
        Function<String, Long> count = broker()::count;
        await().atMost(PATIENCE).until(() -> count.apply("pictures") == 0);
        assertThat(List.of("results", "pictures.failed")).allMatch(queue -> count.apply(queue) == 0);
    }
}
