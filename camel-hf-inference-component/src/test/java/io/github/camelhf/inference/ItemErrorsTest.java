package io.github.camelhf.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.result.Classifications;
import io.github.camelhf.inference.result.Embedding;
import java.awt.Color;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lists in which one item is bad. */
class ItemErrorsTest {

    private static final byte[] RED = Pictures.plain("png", Color.RED);
    private static final byte[] BLUE = Pictures.plain("png", Color.BLUE);
    private static final byte[] PDF = "%PDF-1.7\n1 0 obj\n".getBytes(StandardCharsets.US_ASCII);

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @AutoClose
    private final Routes routes = Routes.to(EMULATOR);

    private Exchange zeroShot(String options, Object body) throws Exception {
        return routes.call("hf-inference:zero-shot?labels=red,blue&endpointUrl={{url}}" + options, body);
    }

    @Test
    void failsTheMessageAndNamesThePlace() throws Exception {
        Exchange exchange = zeroShot("", Arrays.asList(RED, BLUE, PDF, RED));
        assertThat(exchange.getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageStartingWith("item 2 of a list of 4 (counted from 0): ")
                .hasMessageContaining("the content is application/pdf");
        assertThat(EMULATOR.requests()).isEmpty();
    }

    @Test
    void leavesNullInThePlacesOfSkippedItems() throws Exception {
        Exchange exchange =
                zeroShot("&onItemError=skip", Arrays.asList(PDF, RED, null, BLUE, new File("/no/such/file.png")));

        List<?> results = exchange.getMessage().getBody(List.class);
        assertThat(results).hasSize(5);
        assertThat(results.get(0)).isNull();
        assertThat(((Classifications) results.get(1)).best().label()).isEqualTo("red");
        assertThat(results.get(2)).isNull();
        assertThat(((Classifications) results.get(3)).best().label()).isEqualTo("blue");
        assertThat(results.get(4)).isNull();
        Map<?, ?> errors = exchange.getMessage().getHeader(HfInferenceHeaders.ITEM_ERRORS, Map.class);
        assertThat(errors.keySet()).extracting(Object::toString).containsExactly("0", "2", "4");
        assertThat(errors.get(0)).asString().contains("application/pdf");
        assertThat(errors.get(2)).asString().contains("an empty body");
        assertThat(errors.get(4)).asString().contains("/no/such/file.png does not exist");
        assertThat(exchange.getMessage().getHeader(HfInferenceHeaders.BATCH_SIZE))
                .isEqualTo(2);
    }

    @Test
    void skipsInJsonAndInEmbeddingsToo() throws Exception {
        Exchange json = routes.call(
                "hf-inference:image-embedding?onItemError=skip&resultFormat=json&endpointUrl={{url}}",
                List.of(PDF, RED));
        assertThat(json.getMessage().getBody(String.class)).startsWith("[null,[");

        Exchange texts = routes.call(
                "hf-inference:text-embedding?onItemError=skip&endpointUrl={{url}}", List.of("oak", "  ", "ash"));
        List<?> results = texts.getMessage().getBody(List.class);
        assertThat(results.get(0)).isInstanceOf(Embedding.class);
        assertThat(results.get(1)).isNull();
        assertThat(results.get(2)).isInstanceOf(Embedding.class);
        assertThat(texts.getMessage().getHeader(HfInferenceHeaders.EMBEDDING_COUNT))
                .isEqualTo(2);
    }

    @Test
    void setsNoHeaderWhenNothingWasSkipped() throws Exception {
        Exchange exchange = zeroShot("&onItemError=skip", List.of(RED));
        List<?> results = exchange.getMessage().getBody(List.class);
        assertThat(results).hasSize(1);
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey(HfInferenceHeaders.ITEM_ERRORS);
    }

    @Test
    void failsWhenNothingIsLeft() throws Exception {
        Exchange exchange = zeroShot("&onItemError=skip", List.of(PDF, PDF));
        assertThat(exchange.getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageStartingWith("no item of the list can be sent; item 1 of a list of 2");
        assertThat(EMULATOR.requests()).isEmpty();
    }

    @Test
    void failsOnASingleBadItemAndInASimilarity() throws Exception {
        assertThat(zeroShot("&onItemError=skip", PDF).getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessageContaining("application/pdf");
        Exchange similarity = routes.call(
                "hf-inference:similarity?onItemError=skip&endpointUrl={{url}}",
                Map.of("images", new Object[] {RED, PDF}, "texts", List.of("red")));
        assertThat(similarity.getException()).hasMessageStartingWith("item 1 of a list of 2");
    }

    @Test
    void refusesMoreItemsThanAnyCallTakes() throws Exception {
        Iterator<byte[]> endless = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public byte[] next() {
                return RED;
            }
        };
        assertThat(zeroShot("", endless).getException())
                .isInstanceOf(InvalidInferenceInputException.class)
                .hasMessage("the message holds more than 10000 items; split it into smaller lists");
        assertThat(zeroShot("", List.of()).getException())
                .hasMessage("the list of images is empty; send at least one, or filter such messages out");
    }
}
