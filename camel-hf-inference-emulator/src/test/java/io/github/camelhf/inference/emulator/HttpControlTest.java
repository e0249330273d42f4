package io.github.camelhf.inference.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelhf.inference.emulator.dialect.Json;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HttpControlTest {
    @RegisterExtension
    static final HfInferenceEmulator emulator = HfInferenceEmulator.with(options -> options.token("hf_secret"));

    private static Client.Answer order(String json) {
        return Client.postJson(emulator.url().resolve("_emulator/faults"), json);
    }

    private static Client.Answer embed() {
        return Client.postJson(emulator.url(), "{\"inputs\":[\"red\"]}", "Authorization", "Bearer hf_secret");
    }

    @Test
    void ordersFaultsOneOrMany() {
        assertThat(order("{\"fault\":\"model-loading\",\"estimatedTime\":7.5,\"times\":2}")
                        .status())
                .isEqualTo(204);
        order(
                "[{\"fault\":\"rate-limited\",\"retryAfter\":3},{\"fault\":\"error\",\"status\":503,\"shape\":\"html\",\"text\":\"down\"}]");

        assertThat(embed().text()).contains("\"estimated_time\":7.5");
        assertThat(embed().status()).isEqualTo(503);
        assertThat(embed().header("retry-after")).isEqualTo("3");
        assertThat(embed().text()).contains("<title>down</title>");
        assertThat(embed().status()).isEqualTo(200);
    }

    static List<String> faultNames() {
        return FaultCatalog.names();
    }

    @ParameterizedTest
    @MethodSource("faultNames")
    void knowsEachFaultByItsName(String name) {
        assertThat(FaultCatalog.fault(new FaultFields(Json.text("fault", name))).name())
                .isEqualTo(name);
        assertThat(order("{\"fault\":\"" + name + "\"}").status()).isEqualTo(204);
    }

    @Test
    void keepsAFaultUntilReset() {
        order("{\"fault\":\"overloaded\",\"times\":\"always\"}");
        assertThat(Stream.generate(() -> embed().status()).limit(3)).containsExactly(503, 503, 503);

        var reset = Client.send(
                HttpRequest.newBuilder(emulator.url().resolve("_emulator")).DELETE());

        assertThat(reset.status()).isEqualTo(204);
        assertThat(emulator.requests()).isEmpty();
        assertThat(embed().status()).isEqualTo(200);
    }

    @Test
    void listsTheNamesWhenItDoesNotKnowOne() {
        var answer = order("{\"fault\":\"explode\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("explode").contains("model-loading").contains("reset-before-answer");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"fault":"slow","delay":"soon"}                | delay: expected a duration
                    {"fault":"busy","times":0}                     | times must be
                    {"fault":"busy","times":"twice"}               | times must be
                    {"fault":"error","shape":"poem"}               | shape must be one of error-string
                    {"fault":"error","status":"500"}               | status must be a whole number
                    {"fault":"error","status":42}                  | status must be between
                    {"fault":"rate-limited","retryAt":"tomorrow"}  | retryAt must be an instant
                    not json                                       | JSON
                    """)
    void namesTheFieldThatIsWrong(String json, String reason) {
        var answer = order(json);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains(reason);
    }

    private static Client.Answer pace(String json) {
        return Client.send(
                HttpRequest.newBuilder(emulator.url().resolve("_emulator/pace")).PUT(BodyPublishers.ofString(json)));
    }

    @Test
    void setsAPaceUntilReset() {
        assertThat(pace("{\"rate\":0.001,\"burst\":1}").status()).isEqualTo(204);
        assertThat(Stream.generate(() -> embed().status()).limit(3)).containsExactly(200, 200, 503);
        assertThat(pace("{\"rate\":0.001,\"whenFast\":{\"fault\":\"rate-limited\",\"retryAfter\":4}}")
                        .status())
                .isEqualTo(204);
        assertThat(embed().status()).isEqualTo(200);
        assertThat(embed().header("retry-after")).isEqualTo("4");

        Client.send(HttpRequest.newBuilder(emulator.url().resolve("_emulator")).DELETE());

        assertThat(Stream.generate(() -> embed().status()).limit(3)).containsExactly(200, 200, 200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"open":0}                             | open must be at least 1
                    {"open":"many"}                        | open must be a whole number
                    {"open":2,"whenFull":"explode"}        | unknown fault
                    {"rate":0}                             | rate must be above 0
                    {"rate":1,"burst":-1}                  | burst must not be negative
                    {"serviceTime":"soon"}                 | serviceTime: expected a duration
                    {"opne":2}                             | unknown field
                    [1]                                    | an object
                    """)
    void namesTheFieldOfAPaceThatIsWrong(String json, String reason) {
        assertThat(pace(json).status()).isEqualTo(400);
        assertThat(pace(json).text()).contains(reason);
        assertThat(embed().status()).isEqualTo(200);
    }

    @Test
    void queuesNothingOfAListWithAMistake() {
        assertThat(order("[{\"fault\":\"busy\"},{\"fault\":\"explode\"}]").status())
                .isEqualTo(400);
        assertThat(embed().status()).isEqualTo(200);
    }

    @Test
    void delaysWithTheDurationsThatItIsGiven() {
        order("{\"fault\":\"slow\",\"delay\":\"200ms\"}");
        long start = System.nanoTime();

        embed();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void listsTheRequests() {
        embed();

        JsonNode requests =
                Client.get(emulator.url().resolve("_emulator/requests")).json();

        assertThat(requests).hasSize(1);
        assertThat(requests.get(0).path("method").asText()).isEqualTo("POST");
        assertThat(requests.get(0).path("bodyLength").asLong()).isEqualTo(18);
        assertThat(requests.get(0).path("headers").path("content-type").isMissingNode()
                        && requests.get(0).path("headers").path("Content-Type").isMissingNode())
                .isFalse();
    }

    @Test
    void keepsAndServesPictures() {
        URI address = emulator.url().resolve("_emulator/pictures/red.png");
        var put = Client.send(HttpRequest.newBuilder(address).PUT(BodyPublishers.ofByteArray(Samples.RED)));

        assertThat(put.status()).isEqualTo(201);
        assertThat(put.json().path("url").asText()).isEqualTo(address.toString());
        assertThat(Client.get(address).response().body()).isEqualTo(Samples.RED);
        var embedded = Client.postJson(
                emulator.url(),
                "{\"inputs\":\"" + address + "\",\"parameters\":{\"mode\":\"image_embedding\"}}",
                "Authorization",
                "Bearer hf_secret");
        assertThat(embedded.json().get(0).path("embedding")).hasSize(768);
        assertThat(Client.get(emulator.url().resolve("_emulator/pictures/other.png"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void saysWhatItIs() {
        JsonNode about = Client.get(emulator.url().resolve("_emulator")).json();

        assertThat(about.path("notice").asText())
                .isEqualTo(DemonstrationModel.NOTICE)
                .contains("demonstration model");
        assertThat(about.path("classes").size()).isGreaterThanOrEqualTo(8);
        assertThat(about.path("faults")).isNotEmpty();
    }

    @Test
    void explainsItselfOnWrongControlPaths() {
        var answer = Client.get(emulator.url().resolve("_emulator/nothing"));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("/_emulator/faults");
    }

    @Test
    void refusesInferenceWithoutTheToken() {
        var answer = Client.post(
                emulator.url(), "application/json", "{\"inputs\":[\"red\"]}".getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).isEqualTo("{\"error\":\"Invalid username or password.\"}");
        assertThat(answer.header("x-error-message")).isEqualTo("Invalid username or password.");
        assertThat(answer.header("www-authenticate")).startsWith("Bearer realm=");
        assertThat(Client.postJson(emulator.url(), "{\"inputs\":[\"red\"]}", "Authorization", "Bearer other")
                        .status())
                .isEqualTo(401);
    }
}
