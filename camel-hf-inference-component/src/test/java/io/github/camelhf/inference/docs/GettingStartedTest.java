package io.github.camelhf.inference.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.emulator.RecordedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
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

    @TempDir
    Path outside;

    @Test
    void thePropertiesAndTheRouteMakeARunningApplication() throws Exception {
        Files.write(inbox.resolve("wall.png"), RecipeTest.RED);
        whileItRuns(() -> assertThat(awaitRequests(1).get(0).bodyText()).contains("wood flooring"));
    }

    @Test
    void eachPictureOfANameIsAskedAboutOnceAndStays() throws Exception {
        whileItRuns(() -> {
            Arrivals.arrive(outside, inbox.resolve("IMG_0001.png"), RecipeTest.RED);
            awaitRequests(1);
            Files.delete(inbox.resolve("IMG_0001.png"));
            Arrivals.arrive(outside, inbox.resolve("IMG_0001.png"), RecipeTest.BLUE);
            awaitRequests(2);
            Arrivals.arrive(outside, inbox.resolve("last.png"), RecipeTest.RED);
            awaitRequests(3);
        });
        assertThat(EMULATOR.requests()).hasSize(3);
        assertThat(Arrivals.names(inbox)).containsExactly("IMG_0001.png", "last.png");
    }

    @Test
    void aFileThatIsWrittenInTwoStepsIsTakenWhenItIsWhole() throws Exception {
        whileItRuns(() -> {
            Arrivals.writeInTwoSteps(inbox.resolve("slow.png"), RecipeTest.BLUE);
            String whole = Base64.getEncoder().encodeToString(RecipeTest.BLUE);
            assertThat(awaitRequests(1).get(0).bodyText()).contains(whole);
        });
    }

    private interface Steps {
        void run() throws Exception;
    }

    private void whileItRuns(Steps steps) throws Exception {
        Main main = new Main();
        main.setPropertyPlaceholderLocations("classpath:recipes/getting-started/application.properties");
        main.configure().setRoutesIncludePattern("classpath:recipes/getting-started/*.yaml");
        main.addOverrideProperty("inbox", inbox.toString());
        main.addOverrideProperty(
                "camel.component.hf-inference.endpoint-url", EMULATOR.url().toString());
        main.start();
        try {
            steps.run();
        } finally {
            main.stop();
        }
    }

    private static List<RecordedRequest> awaitRequests(int count) throws InterruptedException {
        return EMULATOR.awaitRequests(count, Duration.ofSeconds(30));
    }

    @Test
    void theDependenciesAreThoseOfThisBuildByTwoBoms() throws Exception {
        List<String> shown = new ArrayList<>();
        try (InputStream file = resource("/recipes/getting-started/dependencies.xml")) {
            NodeList dependencies = parse(file).getElementsByTagName("dependency");
            for (int i = 0; i < dependencies.getLength(); i++) {
                Element dependency = (Element) dependencies.item(i);
                boolean versioned = dependency.getElementsByTagName("version").getLength() > 0;
                shown.add(text(dependency, "artifactId") + (versioned ? ":" + text(dependency, "version") : ""));
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
                        "camel-bom:" + camel,
                        "camel-hf-inference-bom:" + ours,
                        "camel-hf-inference",
                        "camel-main",
                        "camel-yaml-dsl",
                        "camel-file",
                        "camel-hf-inference-emulator");
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
