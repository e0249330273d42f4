package io.github.camelhf.inference.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelhf.inference.emulator.InferenceEmulator;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
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
    private static final Path PICTURES = Path.of("../../camel-hf-inference-component/src/test/resources/pictures");
    private static final List<String> KINDS =
            List.of("jpeg-ycbcr-420.jpg", "png-rgb-8.png", "webp-lossy.webp", "jpeg-cmyk.jpg");
    private static final InferenceEmulator EMULATOR =
            InferenceEmulator.builder().build();

    @TempDir
    static Path folder;

    private static Karaf karaf;

    @BeforeAll
    static void start() throws Exception {
        EMULATOR.start();
        Path repository = publish(folder.resolve("repository"));
        Files.createDirectories(folder.resolve("inbox"));
        karaf = new Karaf(
                Path.of("target/distribution/apache-karaf-" + System.getProperty("karaf.version")),
                folder.resolve("karaf"),
                repository,
                Map.of(
                        "pictures.folder",
                        folder.toString(),
                        "pictures.server",
                        EMULATOR.url().toString()));
        karaf.awaitShell();
    }

    /** As a deployment would lay them out. */
    private static Path publish(Path repository) throws Exception {
        Path artifact = repository.resolve("io/github/camelhf/" + ARTIFACT + "/" + VERSION);
        Files.createDirectories(artifact);
        String name = ARTIFACT + "-" + VERSION;
        Files.copy(Path.of("target", name + ".jar"), artifact.resolve(name + ".jar"));
        Files.copy(Path.of("target/features/features.xml"), artifact.resolve(name + "-features.xml"));
        return repository;
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
                + application(folder.resolve("application.jar")).toUri());

        assertThat(karaf.ask("bundle:list")).contains("Camel Hugging Face Inference for Karaf", "Pictures");
        assertThat(karaf.ask("bundle:list -s")).doesNotContain("Failure", "Installed ", "Resolved ");
        assertThat(karaf.ask("bundle:diag").strip())
                .as("bundles that do not run, and why")
                .isEmpty();
    }

    @Test
    @Order(2)
    void everyKindOfPictureIsDecodedAndClassified() throws Exception {
        classifyAll();
    }

    @Test
    @Order(3)
    void theApplicationStopsAndStartsAgain() throws Exception {
        karaf.ask("bundle:stop pictures");
        karaf.ask("bundle:start pictures");

        classifyAll();
    }

    @Test
    @Order(4)
    void theComponentIsRefreshedUnderIt() throws Exception {
        karaf.ask("bundle:restart io.github.camelhf.inference.karaf");
        karaf.ask("bundle:refresh io.github.camelhf.inference.karaf");
        await().untilAsserted(() -> assertThat(karaf.ask("bundle:diag").strip()).isEmpty());

        classifyAll();
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

    private static void classifyAll() throws Exception {
        for (String kind : KINDS) {
            Files.copy(PICTURES.resolve(kind), folder.resolve("." + kind), StandardCopyOption.REPLACE_EXISTING);
            Files.move(folder.resolve("." + kind), folder.resolve("inbox").resolve(kind));
        }
        for (String kind : KINDS) {
            Path answer = folder.resolve("sorted").resolve(kind + ".txt");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(answer).as(karaf.log()).exists());
            assertThat(Files.readString(answer)).as(kind).isIn("red", "blue");
            Files.delete(answer);
        }
    }

    /** The bundle that a user writes: an activator, and the names of the packages that it uses. */
    private static Path application(Path jar) throws Exception {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "pictures");
        attributes.putValue("Bundle-Name", "Pictures");
        attributes.putValue("Bundle-Version", "1.0.0");
        attributes.putValue("Bundle-Activator", PictureActivator.class.getName());
        attributes.putValue(
                "Import-Package",
                "org.osgi.framework,org.apache.camel,org.apache.camel.builder,org.apache.camel.impl,org.apache.camel.impl.engine,"
                        + "org.apache.camel.model,org.apache.camel.spi,org.apache.camel.support.service,io.github.camelhf.inference");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream bundle = new JarOutputStream(file, manifest)) {
            for (String name : List.of("PictureActivator.class", "PictureActivator$1.class")) {
                bundle.putNextEntry(new JarEntry("io/github/camelhf/inference/karaf/" + name));
                try (InputStream content = Objects.requireNonNull(KarafTest.class.getResourceAsStream(name), name)) {
                    content.transferTo(bundle);
                }
                bundle.closeEntry();
            }
        }
        return jar;
    }
}
