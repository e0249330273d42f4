package io.github.camelhf.inference.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server is told to be strict only where the strictest of them take the schema so. */
class StrictSchemaTest {

    private static final String A = "\"a\":{\"type\":\"string\"}";

    private static AnswerSchema object(String rest) {
        return AnswerSchema.parse("{\"type\":\"object\"," + rest + "}");
    }

    private static String closed(String properties, String... names) {
        return "\"properties\":{" + properties + "},\"required\":[\"" + String.join("\",\"", names)
                + "\"],\"additionalProperties\":false";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a\":{\"type\":\"string\",\"description\":\"what\",\"title\":\"A\"}",
                "\"a\":{\"type\":[\"string\",\"null\"]}",
                "\"a\":{\"enum\":[\"x\",\"y\"]}",
                "\"a\":{\"const\":1}",
                "\"a\":{\"type\":\"array\",\"items\":{\"type\":\"number\"}}",
                "\"a\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}",
                "\"a\":{\"type\":\"object\",\"properties\":{\"b\":{\"type\":\"null\"}},\"required\":[\"b\"],\"additionalProperties\":false}"
            })
    void whatLeavesNothingOpen(String property) {
        assertThat(object(closed(property, "a")).isStrict()).isTrue();
        assertThat(object("\"$defs\":{\"d\":{\"type\":\"string\"}},"
                                + closed(property + ",\"d\":{\"$ref\":\"#/$defs/d\"}", "a", "d"))
                        .isStrict())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"properties\":{" + A + "},\"required\":[\"a\"]",
                "\"properties\":{" + A + "},\"required\":[\"a\"],\"additionalProperties\":true",
                "\"properties\":{" + A + "},\"additionalProperties\":false",
                "\"properties\":{" + A + ",\"b\":{}},\"required\":[\"a\"],\"additionalProperties\":false",
                "\"additionalProperties\":false",
                "\"properties\":{\"a\":{\"type\":\"object\"}},\"required\":[\"a\"],\"additionalProperties\":false",
                "\"properties\":{\"a\":{\"type\":\"string\",\"pattern\":\"x\"}},\"required\":[\"a\"],\"additionalProperties\":false",
                "\"properties\":{" + A + "},\"required\":[\"b\"],\"additionalProperties\":false",
                "\"properties\":{" + A
                        + "},\"required\":[\"a\"],\"additionalProperties\":false,\"anyOf\":[{\"type\":\"null\"}]",
                "\"properties\":{\"a\":{}},\"required\":[\"a\"],\"additionalProperties\":false",
                "\"properties\":{\"a\":{\"description\":\"any\"}},\"required\":[\"a\"],\"additionalProperties\":false",
                "\"properties\":{\"a\":{\"type\":\"array\"}},\"required\":[\"a\"],\"additionalProperties\":false",
                "\"properties\":{\"a\":{\"type\":[\"array\",\"null\"]}},\"required\":[\"a\"],\"additionalProperties\":false",
                "\"$defs\":{\"d\":{\"type\":\"string\"}},\"properties\":{\"a\":{\"$ref\":\"#/$defs/d\",\"description\":\"x\"}},\"required\":[\"a\"],\"additionalProperties\":false",
                "\"properties\":{\"a\":true},\"required\":[\"a\"],\"additionalProperties\":false",
                "\"properties\":{" + A + "},\"required\":[\"a\"],\"additionalProperties\":false,\"minProperties\":1",
                "\"properties\":{\"a\":{\"anyOf\":[{\"type\":\"object\"}]}},\"required\":[\"a\"],\"additionalProperties\":false",
                "\"properties\":{\"a\":{\"items\":[{}]}},\"required\":[\"a\"],\"additionalProperties\":false,\"$schema\":\"http://json-schema.org/draft-07/schema#\""
            })
    void whatLeavesSomethingOpenOrSaysItInOtherWords(String rest) {
        assertThat(object(rest).isStrict()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}", "{\"type\":\"string\"}"})
    void whatIsNoObject(String schema) {
        assertThat(AnswerSchema.parse(schema).isStrict()).isFalse();
    }
}
