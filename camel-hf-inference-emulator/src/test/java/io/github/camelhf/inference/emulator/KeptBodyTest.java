package io.github.camelhf.inference.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelhf.inference.emulator.dialect.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptBodyTest {
    private static final int LIMIT = KeptBody.LIMIT;

    private static byte[] kept(byte[] body, int pieces) {
        KeptBody kept = new KeptBody(body.length);
        for (int from = 0; from < body.length; from += pieces) {
            kept.write(Arrays.copyOfRange(body, from, Math.min(body.length, from + pieces)));
        }
        return kept.bytes();
    }

    private static byte[] kept(String body) {
        return kept(body.getBytes(StandardCharsets.UTF_8), 7000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 4096, 1_000_000})
    void keepsAWholePictureInPiecesOfAnySize(int pieces) {
        byte[] picture = Arrays.copyOf(Samples.RED, 200_000);

        assertThat(kept(picture, pieces)).isEqualTo(picture);
    }

    @Test
    void keepsOnlyTheHeadOfBytesThatAreNoPicture() {
        byte[] body = new byte[100 * 1024 * 1024];
        Arrays.fill(body, (byte) 'x');

        assertThat(kept(body, 1 << 20)).hasSize(LIMIT).containsOnly('x');
    }

    @Test
    void keepsAWholePictureInsideJson() {
        byte[] picture = Arrays.copyOf(Samples.RED, 200_001);
        String json = "{\"inputs\":[\"" + Samples.base64(picture) + "\",\"data:image/png;base64,"
                + Samples.base64(picture) + "\"],\"parameters\":{\"top_k\":2}}";

        assertThat(kept(json)).isEqualTo(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void cutsALongStringAndKeepsWhatComesAfterIt() {
        String json = "{\"inputs\":\"" + "QUFB".repeat(1_000_000) + "\",\"parameters\":{\"top_k\":2}}";

        byte[] kept = kept(json);
        JsonNode read = Json.read(kept);

        assertThat(kept.length).isLessThan(LIMIT + 100);
        assertThat(read.path("inputs").asText()).hasSize(LIMIT).startsWith("QUFBQUFB");
        assertThat(read.path("parameters").path("top_k").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\n", "\\\\", "\\\"", "\\u00e9", "ä", "€", "\\ud83d\\ude00", "a\\u0041\\\\u"})
    void cutsNeitherInsideAnEscapeNorInsideACharacter(String unit) {
        for (int shift = 0; shift < 12; shift++) {
            String json = "{\"inputs\":\"" + "a".repeat(shift) + unit.repeat(LIMIT) + "\",\"after\":\"" + unit + "\"}";

            JsonNode read = Json.read(kept(json));

            JsonNode whole = Json.read(json.getBytes(StandardCharsets.UTF_8));
            assertThat(whole.path("inputs").asText())
                    .startsWith(withoutHalfPair(read.path("inputs").asText()));
            assertThat(read.path("after")).isEqualTo(whole.path("after"));
        }
    }

    /** A cut between two escaped halves of one character leaves the first half, which JSON allows. */
    private static String withoutHalfPair(String text) {
        return text.isEmpty() || !Character.isHighSurrogate(text.charAt(text.length() - 1))
                ? text
                : text.substring(0, text.length() - 1);
    }

    @Test
    void keepsShortDocumentsAsTheyAre() {
        assertThat(kept("{}")).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
        assertThat(kept("")).isEmpty();
        assertThat(kept("  [ \"a\\\"b\" ] ")).isEqualTo("  [ \"a\\\"b\" ] ".getBytes(StandardCharsets.UTF_8));
    }
}
