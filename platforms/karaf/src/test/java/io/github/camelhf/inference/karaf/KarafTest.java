package io.github.camelhf.inference.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.emulator.InferenceEmulator;
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
                + PictureBundle.write(folder.resolve("application.jar")).toUri());

        assertThat(karaf.ask("bundle:list")).contains("Camel Hugging Face Inference for Karaf", "Pictures");
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
    void theComponentIsRefreshedUnderIt() throws Exception {
        karaf.ask("bundle:restart io.github.camelhf.inference.karaf");
        karaf.ask("bundle:refresh io.github.camelhf.inference.karaf");
        await().untilAsserted(() -> assertThat(karaf.ask("bundle:diag").strip()).isEmpty());

        pictures.areClassifiedBy(karaf);
    }

    @Test
    @Order(5)
    void uninstallingLeavesNoThread() throws Exception {
        assertThat(karaf.ask("threads --list")).contains("HfInference", "httpclient-");

        karaf.ask("bundle:uninstall pictures");
        karaf.ask("feature:uninstall camel-hf-inference-standalone");

        assertThat(karaf.ask("bundle:list")).doesNotContain("Hugging Face");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(karaf.ask("threads --list"))
                        .doesNotContain("HfInference", "httpclient-", "idle-connection-evictor", "Camel ("));
    }
}
