package io.github.camelhf.inference.examples.jms;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.error.ModelLoadingException;
import io.github.camelhf.inference.examples.pictures.Sample;
import jakarta.jms.Message;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that wait for a reply. */
@ParameterizedClass
@EnumSource(Dsl.class)
class QuestionsQueueTest extends JmsTest {

    private static final Sample PICTURE = Sample.pictures().get(0);

    @Test
    void repliesWithTheLabels() throws Exception {
        Message reply = ask(PICTURE);

        assertThat(reply.getStringProperty("Label")).isEqualTo(PICTURE.label());
        assertThat(reply.getBody(String.class)).startsWith("[{\"label\":\"" + PICTURE.label() + "\"");
    }

    @Test
    void repliesAfterTheServerRecovered() throws Exception {
        EMULATOR.fault(Fault.modelLoading(20));
        EMULATOR.fault(Fault.rateLimited(Duration.ofSeconds(30)));
        EMULATOR.fault(Fault.resetBeforeAnswer());

        assertThat(ask(PICTURE).getStringProperty("Label")).isEqualTo(PICTURE.label());
        assertThat(EMULATOR.requests()).hasSize(4);
    }

    @Test
    void repliesWithTheCauseWhenTheServerDoesNotRecover() throws Exception {
        EMULATOR.alwaysFault(Fault.modelLoading(20));

        Message reply = ask(PICTURE);

        assertThat(reply.getStringProperty(Cause.CLASS)).isEqualTo(ModelLoadingException.class.getName());
        assertThat(EMULATOR.requests()).hasSize(4);
        assertThat(reply.getBody(String.class)).contains("answered 503");
    }

    @Test
    void repliesWithTheCauseWhenItIsNoPicture() throws Exception {
        Message reply = ask(Sample.note());

        assertThat(reply.getStringProperty(Cause.CLASS)).isEqualTo(InvalidInferenceInputException.class.getName());
        assertThat(reply.getBody(String.class)).contains("text/plain");
    }

    private Message ask(Sample picture) throws Exception {
        try (Mail mail = mail()) {
            return mail.ask("questions", picture, PATIENCE);
        }
    }
}
