package io.github.camelhf.inference.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

// snippet:extension
class ReadmeExampleTest {
    @RegisterExtension
    static final HfInferenceEmulator emulator = HfInferenceEmulator.create();

    @Test
    void retriesWhileTheModelLoads() throws Exception {
        emulator.fault(Fault.modelLoading(20));

        assertThat(embed("red tile").statusCode()).isEqualTo(503);
        assertThat(embed("red tile").statusCode()).isEqualTo(200);

        RecordedRequest last = emulator.awaitRequests(2, Duration.ofSeconds(5)).get(1);
        assertThat(last.header("content-type")).contains("application/json");
        assertThat(last.bodyText()).isEqualTo("{\"inputs\":\"red tile\"}");
    }

    private static HttpResponse<String> embed(String text) throws IOException, InterruptedException {
        URI uri = URI.create(emulator.hostedUrl() + "/models/sentence-transformers/all-MiniLM-L6-v2");
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .version(HttpClient.Version.HTTP_1_1)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"inputs\":\"" + text + "\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
    // snippet:end

    @Test
    void standsInTheReadmeLetterForLetter() throws IOException {
        String source =
                Files.readString(Path.of("src/test/java/io/github/camelhf/inference/emulator/ReadmeExampleTest.java"));
        String snippet = source.substring(
                source.indexOf("// snippet:extension\n") + "// snippet:extension\n".length(),
                source.indexOf("    // snippet:end"));

        assertThat(Files.readString(Path.of("README.md"))).contains(snippet + "}\n");
    }

    @Test
    void namesEveryFaultInTheReadme() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(FaultCatalog.names()).allSatisfy(name -> assertThat(readme).contains("`" + name + "`"));
        for (ErrorShape shape : ErrorShape.values()) {
            assertThat(readme).contains("`" + shape.jsonName() + "`");
        }
    }
}
