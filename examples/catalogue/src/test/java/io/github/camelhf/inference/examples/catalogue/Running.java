package io.github.camelhf.inference.examples.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.apache.camel.CamelContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A catalogue that is at work, and somebody who uses it over HTTP. */
final class Running implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    final Catalogue catalogue;

    private Running(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    static Running start(Path pictures, URI model, Dsl dsl) throws Exception {
        return start(settings(pictures, model, Map.of()), dsl);
    }

    /** Polls often and waits for nothing. */
    static Settings settings(Path pictures, URI model, Map<String, String> others) {
        Map<String, String> route = new HashMap<>(Settings.ROUTE);
        route.putAll(Map.of("poll", "100ms", "rest", "0ms", "commit", "100ms", "retries", "2", "retryDelay", "20"));
        route.putAll(others);
        List<String> labels = List.of("tile", "brick", "fabric", "striped", "plain", "mosaic");
        return new Settings(
                pictures,
                pictures.resolve(".catalogue"),
                model,
                0,
                others.getOrDefault("store", "lucene"),
                labels,
                route);
    }

    static Running start(Settings settings, Dsl dsl) throws Exception {
        return start(settings, dsl, camel -> {});
    }

    /** @param source makes what the source's address names */
    static Running start(Settings settings, Dsl dsl, Consumer<CamelContext> source) throws Exception {
        Catalogue catalogue = new Catalogue(settings);
        source.accept(catalogue.camel());
        dsl.start(catalogue);
        return new Running(catalogue);
    }

    /** Longer than ten seconds, which is little on a machine with other work. */
    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }

    /** Until so many pictures of a source that cannot be counted are on the shelf and committed. */
    Running shelved(int files) {
        await().untilAsserted(() -> {
            assertThat(catalogue.shelf().size()).isEqualTo(files);
            assertThat(catalogue.shelf().isCommitted()).isTrue();
        });
        catalogue.shelf().refresh();
        return this;
    }

    /** Until every file of the folder is indexed or set aside, and committed. */
    Running indexed(int files) {
        await().untilAsserted(() -> {
            assertThat(catalogue.indexing().refusal()).isNull();
            assertThat(catalogue.shelf().size()).isEqualTo(files);
            assertThat(catalogue.indexing().isDone()).isTrue();
            assertThat(catalogue.shelf().isCommitted()).isTrue();
        });
        catalogue.shelf().refresh();
        return this;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = answer("GET", path, new byte[0]);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    JsonNode send(String method, String path, byte[] body) throws IOException, InterruptedException {
        HttpResponse<String> answer = answer(method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    HttpResponse<String> answer(String method, String path, byte[] body) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(catalogue.url().resolve(path))
                        .header("Content-Type", "application/octet-stream")
                        .method(method, BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** The status, a space, and the sentence. */
    String problem(String method, String path, byte[] body) throws IOException, InterruptedException {
        HttpResponse<String> answer = answer(method, path, body);
        return answer.statusCode() + " "
                + JSON.readTree(answer.body()).path("sentence").asText();
    }

    static List<String> files(JsonNode answer) {
        return StreamSupport.stream(answer.path("hits").spliterator(), false)
                .map(hit -> hit.path("file").asText())
                .toList();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        catalogue.close();
    }
}
