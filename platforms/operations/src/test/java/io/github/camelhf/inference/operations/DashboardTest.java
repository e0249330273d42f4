package io.github.camelhf.inference.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import java.io.File;
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
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

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
                "hf-inference:text-embedding?model=a/b&baseUrl=" + EMULATOR.url(),
                exchange -> exchange.getMessage().setBody("a tile"));
    }

    @Test
    void everyMetricThatAPanelAsksForIsExported() throws Exception {
        sendSome();
        Set<String> exported = METRIC.matcher(get("http://127.0.0.1:" + port + "/observe/metrics"))
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(questions())
                .hasSizeGreaterThan(8)
                .allSatisfy(question -> assertThat(exported)
                        .containsAll(METRIC.matcher(question)
                                .results()
                                .map(found -> found.group())
                                .toList()));
    }

    @Test
    void prometheusAnswersEveryQuestionOfAPanel(@TempDir Path folder) throws Exception {
        Path program = prometheus();
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
                        program.toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + own)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
        try {
            Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
                sendSome(); // a rate needs a number that has grown
                for (String question : questions()) {
                    assertThat(answers(own, question)).as(question).isPositive();
                }
            });
            JsonNode rules = JSON.readTree(get("http://127.0.0.1:" + own + "/api/v1/rules"));
            assertThat(rules.findValuesAsText("health")).hasSize(5).containsOnly("ok");
        } finally {
            prometheus.destroy();
            prometheus
                    .onExit()
                    .completeOnTimeout(prometheus, 10, TimeUnit.SECONDS)
                    .thenAccept(Process::destroyForcibly)
                    .join();
        }
    }

    /** Skips the test where it is not installed. */
    private static Path prometheus() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new TestAbortedException("prometheus is not installed on this machine"));
    }

    /** How many lines a panel would show that are numbers. */
    private static long answers(int prometheus, String question) throws Exception {
        String concrete = question.replace("$context", ".*").replace("$__rate_interval", "10s");
        JsonNode answer = JSON.readTree(get("http://127.0.0.1:" + prometheus + "/api/v1/query?query="
                + URLEncoder.encode(concrete, StandardCharsets.UTF_8)));
        return StreamSupport.stream(answer.at("/data/result").spliterator(), false)
                .filter(line -> !line.at("/value/1").asText().equals("NaN"))
                .count();
    }

    /** Of the rules for alarms; a rule without a metric that is exported would never speak. */
    private static List<String> metricsOfAlerts() throws IOException {
        return METRIC.matcher(Files.readString(ALERTS))
                .results()
                .map(found -> found.group())
                .distinct()
                .toList();
    }

    private static List<String> questions() throws IOException {
        JsonNode dashboard = JSON.readTree(
                Path.of("../../docs/observability/grafana-dashboard.json").toFile());
        return dashboard.findValuesAsText("expr");
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
