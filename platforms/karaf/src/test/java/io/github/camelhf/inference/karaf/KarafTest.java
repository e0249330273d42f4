package io.github.camelhf.inference.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.emulator.InferenceEmulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The feature without camel-karaf in a real Karaf, from installing to uninstalling; the model is in this process. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KarafTest {

    private static final String VERSION = System.getProperty("project.version");
    private static final String ARTIFACT = "camel-hf-inference-karaf";
    private static final InferenceEmulator EMULATOR =
            InferenceEmulator.builder().build();

    @TempDir
    static Path folder;

    private static Karaf karaf;
    private static Pictures pictures;

    @BeforeAll
    static void start() throws Exception {
        EMULATOR.start();
        Repository repository = new Repository(folder.resolve("repository"));
        repository.put("io.github.camelhf", ARTIFACT, VERSION, Path.of("target", ARTIFACT + "-" + VERSION + ".jar"));
        repository.putFeatures(ARTIFACT, VERSION, Path.of("target/features/features.xml"));
        pictures = new Pictures(folder);
        karaf = new Karaf(
                Path.of("target/distribution/apache-karaf-" + System.getProperty("karaf.version")),
                folder.resolve("karaf"),
                repository.folder(),
                Map.of(
                        "pictures.folder",
                        folder.toString(),
                        "pictures.server",
                        EMULATOR.url().toString()));
        karaf.awaitShell();
    }

    @AfterAll
    static void stop() throws Exception {
        if (karaf != null) {
            karaf.close();
        }
        EMULATOR.close();
    }

    @Test
    @Order(1)
    void theFeatureInstallsWithEveryImportResolved() throws Exception {
        karaf.ask("feature:repo-add mvn:io.github.camelhf/" + ARTIFACT + "/" + VERSION + "/xml/features");
        karaf.ask("feature:install camel-hf-inference-standalone");
        karaf.ask("bundle:install -s "
                + ApplicationBundle.write("pictures", PictureActivator.class, folder.resolve("application.jar"))
                        .toUri());

        assertThat(karaf.ask("bundle:list"))
                .contains("Camel Hugging Face Inference for Karaf", "Application: pictures");
        assertThat(karaf.ask("bundle:list -s")).doesNotContain("Failure", "Installed ", "Resolved ");
        assertThat(karaf.ask("bundle:diag").strip())
                .as("bundles that do not run, and why")
                .isEmpty();
    }

    @Test
    @Order(2)
    void everyKindOfPictureIsDecodedAndClassified() throws Exception {
        pictures.areClassifiedBy(karaf);
    }

    @Test
    @Order(3)
    void theApplicationStopsAndStartsAgain() throws Exception {
        karaf.ask("bundle:stop pictures");
        karaf.ask("bundle:start pictures");

        pictures.areClassifiedBy(karaf);
    }

    @Test
    @Order(4)
    void aSecondApplicationWithARouteInYamlRunsBesideIt() throws Exception {
        Path schema = Files.writeString(folder.resolve("total.json"), """
                {"type": "object", "properties": {"total": {"type": "number"}}, "required": ["total"]}""");
        Files.writeString(folder.resolve("questions.yaml"), """
                - route:
                    from:
                      uri: file:%1$s/questions
                      parameters:
                        delete: true
                      steps:
                        - to:
                            uri: hf-inference:chat
                            parameters:
                              endpointUrl: %2$s
                              model: demo
                              responseSchema: resource:%3$s
                        - to:
                            uri: file:%1$s/answers
                            parameters:
                              tempPrefix: .
                """.formatted(
                        folder, EMULATOR.url().resolve("/v1/chat/completions"), schema.toUri()));
        karaf.ask("bundle:install -s "
                + ApplicationBundle.write("questions", QuestionActivator.class, folder.resolve("questions.jar"))
                        .toUri());

        Path questions = Files.createDirectories(folder.resolve("questions"));
        Files.move(Files.writeString(folder.resolve("question"), "total: 12.50"), questions.resolve("question.txt"));
        Path answer = folder.resolve("answers/question.txt");
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(answer).as(karaf.log()).exists());
        assertThat(Files.readString(answer)).contains("\"total\"", "12.5");
        pictures.areClassifiedBy(karaf);
    }

    @Test
    @Order(5)
    void theComponentIsRefreshedUnderIt() throws Exception {
        karaf.ask("bundle:restart io.github.camelhf.inference.karaf");
        karaf.ask("bundle:refresh io.github.camelhf.inference.karaf");
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(
                        () -> assertThat(karaf.ask("bundle:diag").strip()).isEmpty());

        pictures.areClassifiedBy(karaf);
    }

    @Test
    @Order(6)
    void uninstallingLeavesNoThread() throws Exception {
        assertThat(karaf.ask("threads --list")).contains("HfInference", "httpclient-");

        karaf.ask("bundle:uninstall pictures");
        karaf.ask("bundle:uninstall questions");
        karaf.ask("feature:uninstall camel-hf-inference-standalone");

        assertThat(karaf.ask("bundle:list")).doesNotContain("Hugging Face");
        await().atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> assertThat(karaf.ask("threads --list"))
                        .doesNotContain("HfInference", "httpclient-", "idle-connection-evictor", "Camel ("));
    }
}
