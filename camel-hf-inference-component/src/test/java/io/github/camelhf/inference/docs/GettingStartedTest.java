package io.github.camelhf.inference.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The project that the first page builds. */
class GettingStartedTest {

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    Path inbox;

    @Test
    void thePropertiesAndTheRouteMakeARunningApplication() throws Exception {
        Files.write(inbox.resolve("wall.png"), RecipeTest.RED);
        Main main = new Main();
        main.setPropertyPlaceholderLocations("classpath:recipes/getting-started/application.properties");
        main.configure().setRoutesIncludePattern("classpath:recipes/getting-started/*.yaml");
        main.addOverrideProperty("inbox", inbox.toString());
        main.addOverrideProperty(
                "camel.component.hf-inference.endpoint-url", EMULATOR.url().toString());
        main.start();
        try {
            assertThat(EMULATOR.awaitRequests(1, Duration.ofSeconds(10)).get(0).bodyText())
                    .contains("wood flooring");
        } finally {
            main.stop();
        }
    }

    @Test
    void theDependenciesAreThoseOfThisBuild() throws Exception {
        List<String> shown = new ArrayList<>();
        try (InputStream file = resource("/recipes/getting-started/dependencies.xml")) {
            NodeList dependencies = parse(file).getElementsByTagName("dependency");
            for (int i = 0; i < dependencies.getLength(); i++) {
                Element dependency = (Element) dependencies.item(i);
                shown.add(text(dependency, "artifactId") + ":" + text(dependency, "version"));
            }
        }
        String ours;
        String camel;
        try (InputStream file = Files.newInputStream(Pages.ROOT.resolve("pom.xml"))) {
            Document parent = parse(file);
            ours = text(parent.getDocumentElement(), "version");
            camel = text(parent.getDocumentElement(), "camel.version");
        }

        assertThat(shown)
                .containsExactly(
                        "camel-hf-inference:" + ours,
                        "camel-main:" + camel,
                        "camel-yaml-dsl:" + camel,
                        "camel-file:" + camel,
                        "camel-hf-inference-emulator:" + ours);
    }

    private static Document parse(InputStream xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml);
    }

    private static String text(Element element, String name) {
        return element.getElementsByTagName(name).item(0).getTextContent();
    }

    private static InputStream resource(String name) throws IOException {
        return Objects.requireNonNull(GettingStartedTest.class.getResourceAsStream(name), name);
    }
}
