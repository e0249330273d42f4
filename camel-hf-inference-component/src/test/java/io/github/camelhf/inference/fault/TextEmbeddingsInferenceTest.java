package io.github.camelhf.inference.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.Pictures;
import io.github.camelhf.inference.Routes;
import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import java.awt.Color;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** That server answers the dialect of the endpoint with four modes, and ignores half of it. */
class TextEmbeddingsInferenceTest {

    private static final String HEAD =
            "200 OK\r\nx-compute-type: gpu+optimized\r\nx-compute-time: 13\r\nx-total-time: 13\r\n"
                    + "x-tokenization-time: 1\r\nx-queue-time: 2\r\nx-inference-time: 9";

    private static final String HINT = "set api=tei";

    private static List<Exchange> ask(String endpoint, Object body, int times) throws Exception {
        try (FaultServer server = FaultServer.start(connection -> {
                    while (true) {
                        connection.readRequest();
                        connection.answer(HEAD, "[[0.6,0.8]]");
                    }
                });
                Routes routes = new Routes()) {
            String uri = "hf-inference:" + endpoint + "&endpointUrl=http://127.0.0.1:" + server.port() + "/";
            return IntStream.range(0, times)
                    .mapToObj(i -> routes.call(uri, body))
                    .toList();
        }
    }

    @Test
    void theWrongDialectIsToldOnceAtTheFirstAnswer() throws Exception {
        try (CapturedLog log = CapturedLog.atTrace()) {
            ask("text-embedding?api=multimodal&parameters.normalize=true", "a red tile", 3);
            assertThat(log.lines().stream().filter(line -> line.contains(HINT)))
                    .singleElement()
                    .asString()
                    .contains("127.0.0.1", "Text Embeddings Inference");
        }
    }

    @Test
    void theRightDialectIsNoMatterOfNote() throws Exception {
        try (CapturedLog log = CapturedLog.atTrace()) {
            List<Exchange> exchanges = ask("text-embedding?api=pipeline", "a red tile", 1);
            assertThat(log.lines()).noneMatch(line -> line.contains(HINT));
            assertThat(exchanges.get(0).getMessage().getHeader("CamelHfInferenceComputeTime"))
                    .isEqualTo(Duration.ofMillis(13));
        }
    }

    @Test
    void anAnswerThatDoesNotFitSaysWhichServerItIs() throws Exception {
        Exception failure = ask("zero-shot?labels=red,blue", Pictures.plain("png", Color.BLACK, 16), 1)
                .get(0)
                .getException();

        assertThat(failure)
                .isExactlyInstanceOf(MalformedInferenceResponseException.class)
                .hasMessageContainingAll("Text Embeddings Inference", "api=tei");
    }
}
