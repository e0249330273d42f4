package io.github.camelhf.inference.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas of each draft, and what they are not allowed. */
class AnswerSchemaTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://json-schema.org/draft-04/schema#",
                "http://json-schema.org/draft-06/schema#",
                "http://json-schema.org/draft-07/schema#",
                "https://json-schema.org/draft/2019-09/schema",
                "https://json-schema.org/draft/2020-12/schema"
            })
    void readsEachDraft(String draft) {
        AnswerSchema schema = AnswerSchema.parse("{\"$schema\":\"" + draft
                + "\",\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"#/definitions/n\"}},"
                + "\"definitions\":{\"n\":{\"type\":\"number\"}}}");

        assertThat(schema.read("{\"a\": 1}")).isEqualTo(Map.of("a", 1));
        assertThatExceptionOfType(UnexpectedAnswerException.class)
                .isThrownBy(() -> schema.read("{\"a\": \"1\"}"))
                .withMessageContaining("at /a string found, number expected");
    }

    @Test
    void refusesADraftOfSomeoneElse() {
        assertThatThrownBy(() -> AnswerSchema.parse("{\"$schema\":\"https://example.org/mine\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be used");
    }

    @Test
    void fetchesNothingThatASchemaNames() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + server.getLocalPort() + "/s.json";
            server.setSoTimeout(100);

            assertThatThrownBy(() -> AnswerSchema.parse("{\"$ref\":\"" + address + "\"}"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("it may name only what is in it");
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void checksTheFormsThatASchemaNames() {
        AnswerSchema schema = AnswerSchema.parse(
                "{\"properties\":{\"on\":{\"format\":\"date\"},\"at\":{\"format\":\"date-time\"},\"to\":{\"format\":\"email\"}}}");

        assertThat(schema.read("{\"on\":\"2026-11-26\",\"at\":\"2026-11-26T10:00:00Z\",\"to\":\"a@example.org\"}"))
                .isInstanceOf(Map.class);
        for (String wrong : List.of("{\"on\":\"26.11.2026\"}", "{\"at\":\"2026-11-26\"}", "{\"to\":\"a\"}")) {
            assertThatThrownBy(() -> schema.read(wrong)).hasMessageContaining("does not match the");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```json\n{\"a\": 1}\n```",
                "```JSON\r\n{\"a\": 1}\r\n```\r\n",
                "```{\"a\": 1}```",
                "<think>{}</think>\n\n```\n{\"a\": 1}```",
                " {\"a\": 1}\n"
            })
    void passesOverWhatIsAroundTheJson(String answer) {
        assertThat(AnswerSchema.parse("{}").read(answer)).isEqualTo(Map.of("a", 1));
    }

    @Test
    void anAnswerThatSpeaksOfThoughtsIsReadWhole() {
        assertThat(AnswerSchema.parse("{}").read("{\"tag\": \"ends with </think> as models do\"}"))
                .isEqualTo(Map.of("tag", "ends with </think> as models do"));
    }

    /** Models that lose the thread do so; a pattern would look for an end at each of them, for hours. */
    @Test
    @Timeout(60)
    void readsLineEndsWithoutEnd() {
        String ends = "\n".repeat(200_000);

        assertThat(AnswerSchema.parse("{}").read("```json" + ends + "{\"a\": 1}" + ends + "```"))
                .isEqualTo(Map.of("a", 1));
        assertThatThrownBy(() -> AnswerSchema.parse("{}").read("```json" + ends + "x"))
                .hasMessageContaining("expected JSON");
    }

    @Test
    void speaksEnglishWhateverTheLanguageOfTheMachine() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            AnswerSchema schema = AnswerSchema.parse("{\"required\":[\"total\"]}");

            assertThatThrownBy(() -> schema.read("{}")).hasMessageContaining("required property 'total' not found");
        } finally {
            Locale.setDefault(before);
        }
    }
}
