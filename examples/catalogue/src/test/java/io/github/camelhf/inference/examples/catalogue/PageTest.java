package io.github.camelhf.inference.examples.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.emulator.HfInferenceEmulator;
import io.github.camelhf.inference.examples.pictures.ProductPicture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.Select;

/**
 * The page in a real browser. Whatever a test does, the page logs no error and asks nobody but the catalogue. With {@code
 * -Dcatalogue.picture=true} the README's picture is made anew.
 */
@Timeout(180)
class PageTest {

    private static final boolean PICTURE = Boolean.getBoolean("catalogue.picture");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LABELS = "[\"tile\", \"brick\", \"fabric\", \"striped\", \"plain\", \"mosaic\"]";
    /** What a mouse does that drops a file, or a keyboard that pastes one. */
    private static final String HAND_OVER = """
        const bytes = Uint8Array.from(atob(arguments[1]), c => c.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], 'sample.png', { type: 'image/png' }));
        const event = arguments[0] === 'drop'
          ? new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true })
          : new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true });
        document.body.dispatchEvent(event);
        """;

    @RegisterExtension
    static final HfInferenceEmulator EMULATOR = HfInferenceEmulator.create();

    @TempDir
    static Path folder;

    private static Running running;
    private static Browser browser;

    @BeforeEach
    void open() throws Exception {
        if (browser == null) {
            browser = Browser.start(Files.createDirectories(folder.resolve("profile")));
            Path pictures = Files.createDirectories(folder.resolve("pictures"));
            List<ProductPicture> some = ProductPicture.catalogue().stream()
                    .filter(picture -> PICTURE || picture.name().matches("(red|blue|green|grey)-.*(40|copy).*"))
                    .toList();
            for (ProductPicture picture : some) {
                picture.write(pictures);
            }
            running = Running.start(pictures, EMULATOR.url(), Dsl.JAVA).indexed(some.size());
        }
        running.send("PUT", "api/labels", LABELS.getBytes(StandardCharsets.UTF_8));
        browser.width(1280, 1000);
        browser.driver.get(running.catalogue.url().toString());
        browser.waitUntil("document.querySelectorAll('#label option').length > 2");
    }

    @AfterEach
    void nothingWentWrongOrOut() throws IOException {
        if (browser == null) {
            return;
        }
        assertThat(browser.driver.manage().logs().get(LogType.BROWSER).getAll())
                .extracting(LogEntry::getMessage)
                .allMatch(message -> message.contains("status of 400"));
        String home = running.catalogue.url().toString();
        for (LogEntry entry : browser.driver.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode message = JSON.readTree(entry.getMessage()).path("message");
            if (message.path("method").asText().equals("Network.requestWillBeSent")) {
                assertThat(message.path("params").path("request").path("url").asText())
                        .matches(url -> url.startsWith(home) || url.startsWith("blob:" + home));
            }
        }
    }

    @AfterAll
    static void close() throws IOException {
        if (browser != null) {
            browser.close();
            running.close();
        }
    }

    @Test
    void findsByWordsWithTheKeyboardAlone() throws IOException {
        browser.driver.switchTo().activeElement().sendKeys("blue striped", Keys.ENTER);
        hits();
        assertThat(first()).startsWith("blue-striped");
        assertThat(browser.one("#hits .score").getText()).matches("score 0\\.\\d{3}");
        assertThat(browser.one("#summary").getText()).contains("beyond the model’s call");
        browser.waitUntil("[...document.querySelectorAll('#hits img')].slice(0, 12).every(i => i.naturalWidth > 0)");
        if (PICTURE) {
            Files.write(Path.of("../../docs/images/catalogue.png"), browser.driver.getScreenshotAs(OutputType.BYTES));
        }

        browser.one("#hits button").sendKeys(Keys.ENTER);
        browser.waitUntil("!document.getElementById('sample').hidden");
        browser.waitUntil("document.querySelector('#hits .score').textContent === 'score 1.000'");
        browser.one("#without").sendKeys(Keys.ENTER);
        browser.waitUntil("document.getElementById('sample').hidden");
    }

    @Test
    void findsByAPictureThatIsDroppedOrPasted() throws IOException {
        String red = Base64.getEncoder()
                .encodeToString(Files.readAllBytes(Files.list(folder.resolve("pictures"))
                        .filter(file -> file.getFileName().toString().startsWith("red-brick-40"))
                        .findFirst()
                        .orElseThrow()));
        for (String way : List.of("drop", "paste")) {
            browser.driver.navigate().refresh();
            browser.driver.executeScript(HAND_OVER, way, red);
            hits();
            assertThat(first()).as(way).startsWith("red-brick-40");
            assertThat(browser.one("#preview").isDisplayed()).isTrue();
        }
    }

    @Test
    void refusesWhatCannotBeSearchedByWithASentence() {
        browser.driver.executeScript(
                HAND_OVER, "drop", Base64.getEncoder().encodeToString("no picture".getBytes(StandardCharsets.UTF_8)));
        browser.waitUntil("!document.getElementById('problem').hidden");
        assertThat(browser.one("#problem").getText()).contains("picture");

        browser.driver.executeScript("searchBy(new File([new Uint8Array(50 * 1024 * 1024)], 'large.png'), '')");
        assertThat(browser.one("#problem").getText())
                .isEqualTo("The picture is larger than 20 MB; make it smaller first");
    }

    @Test
    void labelsLiveWhileSomebodyTypes() {
        browser.one("[data-view=labels]").click();
        browser.waitUntil("document.querySelectorAll('#counts tr').length === 6");
        browser.one("#wanted").clear();
        browser.one("#wanted").sendKeys("red\nblue\ngreen\ngrey");
        browser.waitUntil("document.querySelectorAll('#counts tr').length === 4");
        assertThat(browser.texts("#counts th")).containsExactly("red", "blue", "green", "grey");
        browser.one("#measure").click();
        browser.waitUntil("document.getElementById('sharpness').textContent.includes('measured')");
        assertThat(browser.one("#sharpness").getText()).startsWith("sharpness 1");

        browser.one("[data-view=search]").click();
        new Select(browser.one("#label")).selectByValue("green");
        browser.one("#text").sendKeys("brick", Keys.ENTER);
        hits();
        assertThat(browser.texts("#hits .score:nth-of-type(3)")).containsOnly("green");
    }

    @Test
    void showsDuplicatesAtAThreshold() {
        browser.one("[data-view=duplicates]").click();
        browser.waitUntil("document.querySelectorAll('.group').length > 0");
        long loose = groupsAt("0.9");
        long strict = groupsAt("0.995");
        assertThat(strict).isBetween(1L, loose);
        assertThat(browser.one("#csv").getDomProperty("href")).endsWith("api/duplicates.csv?threshold=0.995");
    }

    private static long groupsAt(String threshold) {
        browser.driver.executeScript(
                "const slider = document.getElementById('threshold'); slider.value = arguments[0];"
                        + " document.getElementById('groups').textContent = '';"
                        + " slider.dispatchEvent(new Event('input'))",
                threshold);
        browser.waitUntil("document.getElementById('groups').textContent !== ''");
        return (Long) browser.value("document.querySelectorAll('.group .cards li').length");
    }

    @Test
    void showsAMapThatCanBePointedAt() throws IOException {
        browser.one("[data-view=map]").click();
        browser.waitUntil("document.querySelectorAll('#outliers li').length > 0");
        browser.driver.executeScript("const box ="
                + " document.getElementById('canvas').getBoundingClientRect();document.getElementById('canvas').dispatchEvent(new"
                + " PointerEvent('pointermove', { clientX: box.left + points[0].left * box.width / 900, clientY: box.top +"
                + " points[0].top * box.height / 600 }))");
        assertThat(browser.one("#pointed").getText()).contains("-", ":");
        if (PICTURE) {
            Files.write(
                    Path.of("../../docs/images/catalogue-map.png"), browser.driver.getScreenshotAs(OutputType.BYTES));
        }
    }

    @Test
    void fitsAPhone() {
        browser.width(360, 740);
        browser.driver.navigate().refresh();
        browser.one("#text").sendKeys("red", Keys.ENTER);
        hits();
        for (String view : List.of("search", "labels", "duplicates", "map")) {
            browser.one("[data-view=" + view + "]").click();
            assertThat((Long) browser.value("document.documentElement.scrollWidth"))
                    .as(view)
                    .isLessThanOrEqualTo(360);
        }
    }

    private static void hits() {
        browser.waitUntil("document.querySelectorAll('#hits li').length > 0");
    }

    private static String first() {
        return browser.texts("#hits li div").get(0);
    }
}
