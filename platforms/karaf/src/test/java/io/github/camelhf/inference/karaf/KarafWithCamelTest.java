package io.github.camelhf.inference.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.InferenceEmulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The feature for a Karaf that has Camel. The bundles of camel-karaf cannot be had here, only their list: in their place stands one bundle
 * with Camel and HttpClient. All else comes from our feature, or the component does not resolve.
 */
class KarafWithCamelTest {

    private static final String VERSION = System.getProperty("project.version");
    private static final String FEATURE = "camel-hf-inference";
    private static final List<String> OF_CAMEL_KARAF = List.of("camel-http", "camel-jackson");

    @TempDir
    Path folder;

    @Test
    void whatTheFeatureNamesIsThere() throws Exception {
        Features camelKaraf = Features.read(Path.of("target/camel-karaf/features.xml"));

        assertThat(camelKaraf.names()).containsAll(OF_CAMEL_KARAF);
        assertThat(ours().featuresOf(FEATURE))
                .containsAll(OF_CAMEL_KARAF)
                .filteredOn(name -> name.startsWith("camel-"))
                .isSubsetOf(OF_CAMEL_KARAF);
    }

    @Test
    void theComponentsOwnBundleClassifiesPictures() throws Exception {
        Repository repository = new Repository(folder.resolve("repository"));
        repository.putFeatures("camel-hf-inference-karaf", VERSION, Path.of("target/features/features.xml"));
        repository.put(
                "org.apache.aries.spifly",
                "org.apache.aries.spifly.dynamic.bundle",
                "1.3.7",
                Path.of("target/camel-karaf/spifly.jar"));
        for (String bundle : ours().bundlesOf(FEATURE)) {
            String[] names = bundle.replaceAll("^(wrap:)?mvn:|\\$.*", "").split("/");
            repository.put(names[0], names[1], names[2], Repository.onClassPath(names[1], names[2]));
        }
        try (InferenceEmulator emulator = InferenceEmulator.builder().start();
                Karaf karaf = new Karaf(
                        Path.of("target/distribution/apache-karaf-" + System.getProperty("karaf.version")),
                        folder.resolve("karaf"),
                        repository.folder(),
                        Map.of(
                                "pictures.folder",
                                folder.toString(),
                                "pictures.server",
                                emulator.url().toString()))) {
            karaf.awaitShell();
            karaf.ask("feature:repo-add " + camelFeatures().toUri());
            karaf.ask("feature:repo-add mvn:io.github.camelhf/camel-hf-inference-karaf/" + VERSION + "/xml/features");
            karaf.ask("feature:install " + FEATURE);
            karaf.ask("bundle:install -s "
                    + ApplicationBundle.write("pictures", PictureActivator.class, folder.resolve("application.jar"))
                            .toUri());

            assertThat(karaf.ask("bundle:list"))
                    .contains("Camel Hugging Face Inference Component", "Application: pictures");
            assertThat(karaf.ask("bundle:diag").strip())
                    .as("bundles that do not run, and why")
                    .isEmpty();
            new Pictures(folder).areClassifiedBy(karaf);
        }
    }

    private static Features ours() throws Exception {
        return Features.read(Path.of("target/features/features.xml"));
    }

    private Path camelFeatures() throws Exception {
        Path camel = CamelBundle.write(folder.resolve("camel.jar"));
        StringBuilder jackson = new StringBuilder();
        for (String artifact : List.of("annotations", "core", "databind")) {
            Path jar = Repository.jarsOfClassPath()
                    .filter(entry -> entry.getFileName().toString().startsWith("jackson-" + artifact + "-"))
                    .findFirst()
                    .orElseThrow();
            jackson.append("<bundle>").append(jar.toUri()).append("</bundle>");
        }
        Path activation = Repository.jarsOfClassPath()
                .filter(entry -> entry.getFileName().toString().startsWith("jakarta.activation-api-"))
                .findFirst()
                .orElseThrow();
        return Files.writeString(
                folder.resolve("camel-features.xml"), """
                <features name="camel" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
                  <feature name="camel-http" version="1.0"><bundle>%s</bundle><bundle>%s</bundle></feature>
                  <feature name="camel-jackson" version="1.0"><feature>camel-http</feature>%s</feature>
                </features>
                """.formatted(camel.toUri(), activation.toUri(), jackson));
    }
}
