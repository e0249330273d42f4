package io.github.camelhf.inference.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelhf.inference.emulator.dialect.Json;
import io.github.camelhf.inference.emulator.model.BlockLetters;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schemas that the chat fills, from texts and from block letters in pictures. */
class ChatFormsTest {

    private static final String SCHEMA = """
            {"type": "object", "properties": {
              "number": {"type": ["string", "null"]}, "paid": {"type": "boolean"}, "total": {"type": "number"},
              "items": {"type": "array", "items": {"type": "object", "properties": {
                "article": {"type": "string"}, "price": {"type": "number"}, "count": {"type": "integer"}}}}}}
            """;

    private static final List<String> BILL = List.of(
            "NUMBER: A-17\tPAID: NO",
            "COUNT\tARTICLE\tPRICE",
            "3\tNAILS, LONG\t0.25",
            "1\tA RED TILE\t12.50",
            "TOTAL: 13.25");

    private static final String READ = "{\"number\":\"A-17\",\"paid\":false,\"total\":13.25,\"items\":["
            + "{\"article\":\"NAILS, LONG\",\"price\":0.25,\"count\":3},"
            + "{\"article\":\"A RED TILE\",\"price\":12.5,\"count\":1}]}";

    @RegisterExtension
    static final HfInferenceEmulator emulator = HfInferenceEmulator.create();

    @Test
    void aWrittenPictureIsReadIntoTheSchemaRowByRow() throws Exception {
        assertThat(filled(picture(BILL)).toString()).isEqualTo(READ);
    }

    @Test
    void aTextIsReadTheSameWay() {
        assertThat(filled(Json.text("type", "text").put("text", String.join("\n", BILL)))
                        .toString())
                .isEqualTo(READ);
    }

    @Test
    void whatIsNotFoundIsNullOrNothing() throws Exception {
        JsonNode read = filled(picture(List.of("NUMBER:", "HELLO")));

        assertThat(read.path("number").isNull()).isTrue();
        assertThat(read.path("total").intValue()).isZero();
        assertThat(read.path("items")).hasSize(1);
        assertThat(read.at("/items/0/article").textValue()).startsWith("The picture looks like");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"object","properties":{"a":{}},"required":["a"]} | In context=(), 'additionalProperties' is required
            {"type":"object","properties":{"a":{}},"additionalProperties":false} | In context=(), 'required' is required
            {"type":"object","properties":{"a":{"type":"object"}},"required":["a"],"additionalProperties":false} | In context=('properties', 'a')
            {"type":"object","properties":{"a":{"items":{"type":"object"}}},"required":["a"],"additionalProperties":false} | In context=('items')
            """)
    void aStrictSchemaLeavesNothingOpen(String schema, String error) {
        Client.Answer refused = Client.postJson(
                emulator.url().resolve("/v1/chat/completions"),
                "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"response_format\":{\"type\":\"json_schema\","
                        + "\"json_schema\":{\"name\":\"x\",\"strict\":true,\"schema\":" + schema + "}}}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/error/message").asText())
                .contains("Invalid schema for response_format")
                .contains(error);
    }

    private static JsonNode filled(JsonNode part) {
        String body = "{\"messages\": [{\"role\": \"user\", \"content\": [" + part + "]}], \"response_format\": {"
                + "\"type\": \"json_schema\", \"json_schema\": {\"name\": \"bill\", \"schema\": " + SCHEMA + "}}}";
        URI chat = emulator.url().resolve("/v1/chat/completions");
        String said = Client.postJson(chat, body)
                .json()
                .at("/choices/0/message/content")
                .textValue();
        return Json.read(said.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode picture(List<String> lines) throws IOException {
        BufferedImage picture = new BufferedImage(500, 120, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 500, 120);
        graphics.dispose();
        for (int i = 0; i < lines.size(); i++) {
            String[] columns = lines.get(i).split("\t");
            for (int column = 0; column < columns.length; column++) {
                BlockLetters.draw(picture, columns[column], 10 + 160 * column, 10 + 20 * i, 2, Color.BLACK);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        JsonNode part = Json.read(("{\"type\": \"image_url\", \"image_url\": {\"url\": \"data:image/png;base64,"
                        + Samples.base64(png.toByteArray()) + "\"}}")
                .getBytes(StandardCharsets.UTF_8));
        return part;
    }
}
