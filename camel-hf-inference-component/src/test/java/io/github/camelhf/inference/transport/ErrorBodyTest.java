package io.github.camelhf.inference.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every body in which a known server says what went wrong. */
class ErrorBodyTest {

    private static ErrorBody read(String body) {
        return ErrorBody.of(Calls.response(500, Map.of(), body));
    }

    @Test
    void readsEveryKnownForm() {
        says("{\"error\":\"broken\"}", "broken");
        says("{\"error\":[\"Error in `inputs`: Invalid image: {}\"]}", "Error in `inputs`: Invalid image: {}");
        says("{\"error\":[\"one\",\"two\"]}", "one; two");
        says(
                "{\"error\":\"unknown error\",\"warnings\":[\"There was an inference error: x\"]}",
                "unknown error; There was an inference error: x");
        says("{\"error\":[\"a\"],\"warnings\":\"b\"}", "a; b");
        says("{\"error\":\"Model is overloaded\",\"error_type\":\"Overloaded\"}", "Model is overloaded");
        says(
                "{\"error\":{\"message\":\"no model\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}",
                "no model");
        says("{\"id\":\"1\",\"error\":{\"message\":\"failed\",\"type\":\"server_error\",\"code\":null}}", "failed");
        says("{\"errors\":[{\"message\":\"one\"},{\"message\":\"two\"}]}", "one; two");
        says("{\"error\":\"invalid_request\",\"error_description\":\"no grant\"}", "invalid_request; no grant");
        says("{\"message\":\"not here\",\"http_status_code\":404}", "not here");
        says("{\"object\":\"error\",\"message\":\"Only these models\"}", "Only these models");
        says("{\"detail\":\"invalid bearer\"}", "invalid bearer");
        says(
                "{\"detail\":[{\"loc\":[\"body\",\"inputs\",0],\"msg\":\"field required\",\"type\":\"missing\"}]}",
                "body.inputs.0: field required");
        says(
                "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,\"detail\":\"too small\"}",
                "too small");
        says("{\"title\":\"Bad Request\",\"status\":400}", "Bad Request");
        says("[\"only a list\"]", "only a list");
        says("\"only a text\"", "only a text");
        says(
                "Failed to deserialize the JSON body into the target type",
                "Failed to deserialize the JSON body into" + " the target type");
        says("Not Found", "Not Found");
        says("  \r\n{\"error\":\"after blanks\"}  ", "after blanks");
    }

    private static void says(String body, String text) {
        assertThat(read(body).text()).as(body).isEqualTo(text);
    }

    @Test
    void takesThePagesTitle() {
        says(
                "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><h1>x</h1></body></html>",
                "502 Bad Gateway");
        says("<!DOCTYPE html><HTML><TITLE lang=\"en\">\n Sign <b>in</b>\n</TITLE>", "Sign  in");
        says("<Error><Code>SlowDown</Code><Message>Reduce your rate</Message></Error>", "SlowDown  Reduce your rate");
    }

    @Test
    void asksTheHeaderWhenTheBodyIsEmpty() {
        Map<String, String> header = Map.of("x-error-message", "Invalid username or password.");
        assertThat(ErrorBody.of(Calls.response(401, header, " ")).text()).isEqualTo("Invalid username or password.");
        assertThat(ErrorBody.of(Calls.response(401, header, "other words")).text())
                .isEqualTo("other words");
        assertThat(ErrorBody.of(Calls.response(401, Map.of(), "")).text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":",
                "[",
                "\"",
                "{\"error\":\"cut in the mid",
                "{\"error\":NaN}",
                "{]",
                "<title>never closed"
            })
    void brokenBodyIsReadAsText(String body) {
        assertThat(read(body).text()).isEqualTo(body.startsWith("<") ? "never closed" : body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"error\":null}",
                "{\"error\":\"\"}",
                "{\"error\":{}}",
                "{\"error\":[]}",
                "null-ish: no",
                "{\"error\":{\"code\":[1,2]}}",
                "{\"error\":null,\"warnings\":null,\"error_description\":null}"
            })
    void neverFailsOnAnEmptyOne(String body) {
        assertThat(read(body).text()).isEqualTo(body.startsWith("null") ? body : "");
    }

    @Test
    void survivesDeepNestingAndForeignBytes() {
        String deep = "[".repeat(60_000);
        assertThat(read(deep).text()).isEqualTo(deep);
        byte[] noise = new byte[4096];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) i;
        }
        assertThat(ErrorBody.of(new WireResponse(500, Map.of(), noise)).text()).isNotNull();
        byte[] cut = Arrays.copyOf("{\"error\":\"é\"}".getBytes(StandardCharsets.UTF_8), 11);
        assertThat(ErrorBody.of(new WireResponse(500, Map.of(), cut)).text()).startsWith("{\"error\":\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"error\":", "{\"detail\":", "{\"x\":{\"message\":", "[{\"errors\":"})
    void readsNestedObjectsOnce(String level) {
        String body = level.repeat(24) + "1";
        String closed = body
                + new StringBuilder(level.repeat(24))
                        .reverse()
                        .toString()
                        .replaceAll("[^\\[{]", "")
                        .replace('{', '}')
                        .replace('[', ']');
        for (String hostile : new String[] {closed, "{\"error\":".repeat(32) + "1" + "}".repeat(32)}) {
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> read(hostile));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "<title", "<title>", "<a ", "< "})
    void readsAPageOnce(String piece) {
        String page = "<html>" + piece.repeat(64 * 1024 / piece.length());
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> read(page));
    }

    @Test
    void looksAtTheFirstPartOnly() {
        String body = "[\"" + "word ".repeat(400_000) + "\"]";
        assertThat(read(body).text()).hasSizeLessThan(70_000).startsWith("[\"word word");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE"})
    void doesNotMindAByteOrderMark(String charset) {
        byte[] marked = "\ufeff{\"error\":\"größer\",\"estimated_time\":3}".getBytes(Charset.forName(charset));
        ErrorBody body = ErrorBody.of(new WireResponse(500, Map.of(), marked));
        assertThat(body.text()).isEqualTo("größer");
        assertThat(body.estimatedTime()).hasValue(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"identity", "IDENTITY", "utf-8", "UTF-8", "none", "", " ", "identity, none", "utf-8,,None "})
    void takesNoCodingForCompression(String coding) {
        assertThat(Calls.response(200, Map.of("content-encoding", coding), "").isCompressed())
                .isFalse();
        assertThat(ErrorBody.of(Calls.response(500, Map.of("content-encoding", coding), "broken"))
                        .text())
                .isEqualTo("broken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "br", "deflate", "zstd", "identity, gzip", "utf-8,br", "x-unknown"})
    void takesEveryOtherCodingForCompression(String coding) {
        assertThat(Calls.response(200, Map.of("content-encoding", coding), "").isCompressed())
                .isTrue();
    }

    @Test
    void readsAPageWithoutATitle() {
        says(
                "<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>",
                "503 Service Unavailable \nNo server is available to handle this request.");
        says("<html><head><title> </title></head><body>Slow down</body></html>", "Slow down");
        says("<p>5 < 6 and nothing closes", "5 < 6 and nothing closes");
    }

    @ParameterizedTest
    @CsvSource({"20.0, 20", "32.13720703125, 32.13720703125", "20, 20", "-5, -5"})
    void keepsTheEstimatedTime(String written, double read) {
        assertThat(read("{\"error\":\"Model x is currently loading\",\"estimated_time\":" + written + "}")
                        .estimatedTime())
                .hasValue(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"20\"", "null", "[20]", "{}", "true"})
    void ignoresAnEstimateThatIsNoNumber(String written) {
        assertThat(read("{\"error\":\"x\",\"estimated_time\":" + written + "}").estimatedTime())
                .isEmpty();
    }
}
