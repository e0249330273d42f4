package io.github.camelhf.inference.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard and the alarms ask for what an application really exports, and Prometheus can answer each of their questions. */
class DashboardTest {

    private static final Pattern METRIC = Pattern.compile("hf_inference_\\w+");
    private static final Path ALERTS = Path.of("../../docs/observability/alerts.yaml");
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    private static final Main MAIN = new Main();
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        port = freePort();
        MAIN.setPropertyPlaceholderLocations("classpath:observability.properties");
        MAIN.addOverrideProperty("management.port", String.valueOf(port));
        MAIN.start();
    }

    @AfterAll
    static void stop() {
        MAIN.stop();
    }

    /** One of each kind that there is a panel for. */
    private static void sendSome() throws Exception {
        ProducerTemplate template = MAIN.getCamelTemplate();
        template.requestBody(
                "hf-inference:chat?model=a/b&endpointUrl=" + EMULATOR.url() + "v1/chat/completions", "Hello");
        template.requestBody("hf-inference:text-embedding?model=a/b&baseUrl=" + EMULATOR.url(), "a tile");
        EMULATOR.fault(Fault.serverError());
        template.send(
                "hf-inference:text-embedding?model=a/never&baseUrl=" + EMULATOR.url(),
                exchange -> exchange.getMessage().setBody("a tile"));
    }

    @Test
    void everyMetricThatAPanelOrAnAlarmAsksForIsExported() throws Exception {
        sendSome();
        Set<String> exported = METRIC.matcher(get("http://127.0.0.1:" + port + "/observe/metrics"))
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(questions()).hasSizeGreaterThan(8);
        assertThat(METRIC.matcher(String.join(" ", questions()) + Files.readString(ALERTS))
                        .results()
                        .map(found -> found.group())
                        .distinct())
                .isNotEmpty()
                .allSatisfy(asked -> assertThat(exported).contains(asked));
    }

    @Test
    void prometheusAnswersEveryQuestionOfAPanel(@TempDir Path folder) throws Exception {
        int own = freePort();
        Path configuration =
                Files.writeString(folder.resolve("prometheus.yml"), """
                global:
                  scrape_interval: 250ms
                  evaluation_interval: 250ms
                rule_files: ["%s"]
                scrape_configs:
                  - job_name: camel
                    metrics_path: /observe/metrics
                    static_configs:
                      - targets: ["127.0.0.1:%d"]
                """.formatted(ALERTS.toAbsolutePath(), port));
        Process prometheus = new ProcessBuilder(
                        Installed.program("prometheus").toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + own)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        try {
            Awaitility.await().atMost(Duration.ofMinutes(3)).ignoreExceptions().untilAsserted(() -> {
                sendSome(); // a rate needs a number that has grown
                for (String question : questions()) {
                    assertThat(answers(own, question)).as(question).isPositive();
                }
            });
            assertThat(ask(own, questionOf("Share that failed")).toString())
                    .as("a model that has never answered")
                    .contains("\"model\":\"a/never\"");
            JsonNode rules = JSON.readTree(get("http://127.0.0.1:" + own + "/api/v1/rules"));
            assertThat(rules.findValuesAsText("health")).hasSize(5).containsOnly("ok");
        } finally {
            prometheus.destroy();
            prometheus
                    .onExit()
                    .completeOnTimeout(prometheus, 10, TimeUnit.SECONDS)
                    .thenCompose(ended -> ended.destroyForcibly().onExit()) // before its folder is deleted
                    .join();
        }
    }

    /** How many lines a panel would show that are numbers. */
    private static long answers(int prometheus, String question) throws Exception {
        return StreamSupport.stream(ask(prometheus, question).spliterator(), false)
                .filter(line -> !line.at("/value/1").asText().equals("NaN"))
                .count();
    }

    private static JsonNode ask(int prometheus, String question) throws Exception {
        String concrete = question.replace("$context", ".*").replace("$__rate_interval", "10s");
        JsonNode answer = JSON.readTree(get("http://127.0.0.1:" + prometheus + "/api/v1/query?query="
                + URLEncoder.encode(concrete, StandardCharsets.UTF_8)));
        return answer.at("/data/result");
    }

    private static String questionOf(String panel) throws IOException {
        return StreamSupport.stream(dashboard().path("panels").spliterator(), false)
                .filter(found -> found.path("title").asText().equals(panel))
                .map(found -> found.at("/targets/0/expr").asText())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> questions() throws IOException {
        return dashboard().findValuesAsText("expr");
    }

    private static JsonNode dashboard() throws IOException {
        return JSON.readTree(
                Path.of("../../docs/observability/grafana-dashboard.json").toFile());
    }

    private static String get(String url) throws Exception {
        HttpResponse<String> answer =
                HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(url).isEqualTo(200);
        return answer.body();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
