package io.github.camelhf.inference.quarkus.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.HfInferenceComponent;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Enumeration;
import java.util.ResourceBundle;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;
import org.junit.jupiter.api.Test;

/** What the build steps register, read off; a native image is not built here. */
class HfInferenceProcessorTest {

    private final HfInferenceProcessor processor = new HfInferenceProcessor();

    @Test
    void theFeatureHasTheNameOfTheComponent() {
        assertThat(processor.feature().getName()).isEqualTo("camel-hf-inference");
    }

    @Test
    void resultsAndExceptionsMayBeReflectedOn() throws Exception {
        Index index = indexOfTheComponent();

        ReflectiveClassBuildItem item = processor.whatRoutesName(new CombinedIndexBuildItem(index, index));

        assertThat(item.isMethods()).isTrue();
        assertThat(item.isFields()).isTrue();
        assertThat(item.getClassNames())
                .contains(
                        "io.github.camelhf.inference.result.Classification",
                        "io.github.camelhf.inference.result.Embedding",
                        "io.github.camelhf.inference.error.InferenceUnavailableException",
                        "io.github.camelhf.inference.HfInferenceFiles",
                        "io.github.camelhf.inference.HfInferencePictures")
                .allSatisfy(name -> assertThat(Class.forName(name)).isNotNull());
    }

    @Test
    void whatElseIsPublicIsFoundByCamel() throws Exception {
        Index index = indexOfTheComponent();
        Collection<String> hinted = processor
                .whatRoutesName(new CombinedIndexBuildItem(index, index))
                .getClassNames();

        assertThat(index.getClassesInPackage("io.github.camelhf.inference").stream()
                        .filter(type -> Modifier.isPublic(type.flags()))
                        .map(type -> type.name().toString())
                        .filter(name -> !hinted.contains(name))
                        .map(name -> name.replaceAll(".*\\.HfInference", "")))
                .containsExactlyInAnyOrder(
                        "Component",
                        "ComponentConfigurer",
                        "Configuration",
                        "ConfigurationConfigurer",
                        "DevConsole",
                        "Endpoint",
                        "EndpointConfigurer",
                        "EndpointUriFactory",
                        "Headers",
                        "SpanDecorator");
    }

    @Test
    void everyResourceIsThere() {
        assertThat(processor.resources().getResources())
                .hasSize(5)
                .allSatisfy(name -> assertThat(
                                HfInferenceProcessorTest.class.getClassLoader().getResource(name))
                        .as(name)
                        .isNotNull());
        assertThat(ResourceBundle.getBundle(processor.validatorMessages().getBundleName()))
                .isNotNull();
    }

    @Test
    void theReadersOfWebpAndCmykAreAmongThePlugIns() {
        assertThat(processor.pictureReaders())
                .singleElement()
                .satisfies(item -> assertThat(item.providers())
                        .contains(
                                "com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi",
                                "com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi"));
    }

    private static Index indexOfTheComponent() throws Exception {
        Indexer indexer = new Indexer();
        Path jar = Path.of(HfInferenceComponent.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (JarFile file = new JarFile(jar.toFile())) {
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().endsWith(".class")) {
                    try (InputStream content = file.getInputStream(entry)) {
                        indexer.index(content);
                    }
                }
            }
        }
        return indexer.complete();
    }
}
