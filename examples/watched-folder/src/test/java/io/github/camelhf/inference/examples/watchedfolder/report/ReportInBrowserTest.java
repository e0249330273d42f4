package io.github.camelhf.inference.examples.watchedfolder.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;
import picocli.CommandLine;

/** The page in a real browser, opened from the disk. Whatever a test does, the page logs no error and asks no network. */
@Timeout(180)
@Tag("alone")
class ReportInBrowserTest {

    private static final String EVIL = "<img src=x onerror=document.title='broken-in'>&amp;\"'.png";
    /** Walks up to the ground on which an element's text stands. */
    private static final String CONTRAST = """
            const light = color => {
              const [r, g, b] = color.match(/[0-9.]+/g).map(part => part / 255)
                .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
              return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const element = document.querySelector(arguments[0]);
            let ground = element;
            while (getComputedStyle(ground).backgroundColor === 'rgba(0, 0, 0, 0)') ground = ground.parentElement;
            const both = [light(getComputedStyle(element).color), light(getComputedStyle(ground).backgroundColor)];
            return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
            """;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static Path page;
    private static Browser browser;

    /** Not once for all, so that each test is reported as skipped where there is no browser. */
    private static void prepare() throws IOException {
        if (browser == null) {
            browser = Browser.start(Files.createDirectories(folder.resolve("profile")));
            page = report(results(Files.createDirectory(folder.resolve("results"))));
        }
    }

    private static ResultsFolder results(Path root) throws IOException {
        ResultsFolder results = new ResultsFolder(root);
        for (int number = 0; number < 100; number++) {
            results.accepted("lawn-" + number + ".png", "grass", 0.80 + number / 1000.0);
        }
        for (int number = 0; number < 30; number++) {
            results.accepted("Wand_" + number + ".png", "brick <b>wall</b>", 0.95);
        }
        for (int number = 0; number < 20; number++) {
            results.review("unclear-" + number + ".png", "grass", 0.51 + number / 1000.0);
        }
        results.review(EVIL, "grass", 0.6);
        results.review("50% ü#1?.png", "grass", 0.6);
        results.accepted("gone.png", "grass", 0.99);
        Files.delete(root.resolve("sorted/grass/gone.png"));
        return results.failed("list.png", "expected a picture, got <script>alert(1)</script>");
    }

    private static Path report(ResultsFolder results) {
        StringWriter err = new StringWriter();
        int status = new CommandLine(new ReportCommand())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err, true))
                .execute("--dir", results.root().toString());
        assertThat(status).as(err.toString()).isZero();
        return results.root().resolve("report/index.html");
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openPage() throws IOException {
        prepare();
        browser.scheme("light");
        browser.width(1280, 1000, 1);
        browser.open(page);
    }

    @AfterEach
    void nothingWentWrongOrOut() throws IOException {
        if (browser == null) {
            return;
        }
        assertThat(browser.driver().manage().logs().get(LogType.BROWSER).getAll())
                .extracting(LogEntry::getMessage)
                .isEmpty();
        List<String> asked = new ArrayList<>();
        for (LogEntry entry : browser.driver().manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode message = JSON.readTree(entry.getMessage()).path("message");
            if (message.path("method").asText().equals("Network.requestWillBeSent")) {
                asked.add(message.path("params").path("request").path("url").asText());
            }
        }
        assertThat(asked)
                .isNotEmpty()
                .allMatch(url -> url.startsWith(folder.toUri().toString()));
    }

    @Test
    void showsTotalsLabelsAndTheLeastClearFirst() {
        assertThat(texts("#totals b")).containsExactly("154", "131", "22", "1");
        assertThat(texts("#labels .label")).containsExactly("grass\n123", "brick <b>wall</b>\n30");
        assertThat(shown()).isEqualTo("1 to 60 of 154 files");
        assertThat(browser.all(".card")).hasSize(60);
        assertThat(names().get(0)).isEqualTo("unclear-0.png");
        assertThat(browser.one("#about").getText()).contains("asked: model", "1 moved away since");
        assertThat(browser.one("#scores svg").getSize().getHeight()).isGreaterThan(80);
    }

    @Test
    void showsThePreviews() {
        assertThat(browser.value("document.querySelector('.card img').complete"
                        + " && document.querySelector('.card img').naturalWidth"))
                .isEqualTo(60L);
    }

    @Test
    void filtersByDecisionAndLabel() {
        total(2).click();
        assertThat(shown()).isEqualTo("22 files, 154 in all");
        assertThat(texts(".card .badge")).containsOnly("to review · close to the second");
        assertThat(total(2).getDomAttribute("aria-pressed")).isEqualTo("true");

        new Select(browser.one("#label")).selectByVisibleText("brick <b>wall</b>");
        assertThat(shown()).isEqualTo("0 files, 154 in all");
        assertThat(browser.one("#none").isDisplayed()).isTrue();

        browser.one("#none-clear").click();
        browser.all("#labels .label").get(1).click();
        assertThat(shown()).isEqualTo("30 files, 154 in all");
        assertThat(names()).allMatch(name -> name.startsWith("Wand_"));

        browser.one("#clear").click();
        new Select(browser.one("#reason")).selectByVisibleText("not a picture (1)");
        assertThat(names()).containsExactly("list.png");
        assertThat(browser.one(".card .message").getText()).contains("<script>alert(1)</script>");
    }

    @Test
    void searchesByNameWithoutRegardToCase() {
        browser.one("#search").sendKeys("WAND_2");

        assertThat(shown()).isEqualTo("11 files, 154 in all");
        assertThat(names()).allMatch(name -> name.startsWith("Wand_2"));
    }

    @Test
    void turnsPages() {
        WebElement next = browser.one("#after");
        next.click();
        assertThat(shown()).isEqualTo("61 to 120 of 154 files");
        next.click();
        assertThat(shown()).isEqualTo("121 to 154 of 154 files");
        assertThat(browser.all(".card")).hasSize(34);
        assertThat(next.isEnabled()).isFalse();
        assertThat(names()).last().isEqualTo("list.png");
    }

    @Test
    void ordersByScoreAndName() {
        new Select(browser.one("#order")).selectByValue("high");
        assertThat(names().get(0)).isEqualTo("gone.png");
        assertThat(browser.one(".card .blank").getText()).isEqualTo("moved away since");

        new Select(browser.one("#order")).selectByValue("name");
        assertThat(names().subList(0, 2)).containsExactly("50% ü#1?.png", EVIL);
    }

    @Test
    void opensAFileWithTheKeyboard() {
        browser.one("body").sendKeys("/");
        browser.driver().switchTo().activeElement().sendKeys("unclear-1");
        assertThat(shown()).startsWith("11 files");

        browser.one(".card").sendKeys(Keys.ENTER);
        assertThat(detail()).isEqualTo("unclear-1.png");
        assertThat(browser.one("#detail-facts").getText()).contains("review/unclear-1.png", "request-1");
        browser.driver().switchTo().activeElement().sendKeys(Keys.ARROW_RIGHT);
        assertThat(detail()).isEqualTo("unclear-10.png");
        browser.driver().switchTo().activeElement().sendKeys(Keys.ARROW_LEFT, Keys.ESCAPE);

        assertThat(browser.one("#detail").isDisplayed()).isFalse();
        assertThat(browser.driver().switchTo().activeElement().getText()).contains("unclear-1.png");
    }

    @Test
    void showsTheWholePictureUnderAnyName() {
        for (String name : List.of(EVIL, "50% ü#1?.png")) {
            browser.one("#search").clear();
            browser.one("#search").sendKeys(name);
            assertThat(names()).containsExactly(name);

            browser.one(".card").click();
            assertThat(detail()).isEqualTo(name);
            waitUntil("document.getElementById('detail-picture').naturalWidth === 60");
            assertThat(String.valueOf(browser.value("document.getElementById('detail-picture').src")))
                    .contains("/review/");
            browser.one("#detail-close").click();
        }
        assertThat(browser.driver().getTitle()).isEqualTo("Watched folder results");
    }

    @Test
    void fitsAPhone() {
        browser.width(360, 740, 2);
        browser.open(page);

        assertThat((Long) browser.value("document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);
        assertThat(browser.all("#totals button")).allMatch(WebElement::isDisplayed);
        browser.one(".card").click();
        assertThat((Long) browser.value("document.getElementById('detail').scrollWidth"))
                .isLessThanOrEqualTo(360);
    }

    /** Contrast of small text on its ground, as WCAG 2 computes it, in both schemes. */
    @Test
    void canBeReadInLightAndDark() {
        List<Object> grounds = new ArrayList<>();
        for (String scheme : List.of("light", "dark")) {
            browser.scheme(scheme);
            browser.open(page);
            grounds.add(browser.value("getComputedStyle(document.body).backgroundColor"));
            for (String selector : List.of("#about", ".name", ".bar:nth-child(2)", ".badge", ".total span", ".label")) {
                assertThat(contrast(selector)).as(scheme + " " + selector).isGreaterThan(4.5);
            }
        }
        assertThat(grounds).doesNotHaveDuplicates();
    }

    @Test
    void staysQuickWithTwentyThousandFiles() throws IOException {
        Path many = Files.createDirectories(folder.resolve("many"));
        ResultsFolder results = new ResultsFolder(many).accepted("pattern.png", "grass", 0.9);
        String line = Files.readString(many.resolve("audit.jsonl"));
        StringBuilder log = new StringBuilder();
        for (int number = 0; number < 20_000; number++) {
            log.append(line.replace("pattern.png", "file-" + number + ".png"));
        }
        Files.writeString(many.resolve("audit.jsonl"), log);
        browser.open(report(results));

        assertThat(shown()).isEqualTo("1 to 60 of 20,000 files");
        Object milliseconds = browser.value("(() => { const begun = performance.now();"
                + " const search = document.getElementById('search'); search.value = '1999';"
                + " search.dispatchEvent(new Event('input')); return performance.now() - begun; })()");
        assertThat(shown()).isEqualTo("12 files, 20,000 in all");
        assertThat(((Number) milliseconds).doubleValue()).isLessThan(1_000);
    }

    private static WebElement total(int index) {
        return browser.all("#totals button").get(index);
    }

    private static String shown() {
        return browser.one("#shown").getText();
    }

    private static List<String> names() {
        return texts(".card .name");
    }

    private static String detail() {
        return browser.one("#detail-name").getText();
    }

    private static List<String> texts(String selector) {
        return browser.all(selector).stream().map(WebElement::getText).toList();
    }

    private static void waitUntil(String condition) {
        new WebDriverWait(browser.driver(), Duration.ofSeconds(20))
                .until(driver -> Boolean.TRUE.equals(browser.value(condition)));
    }

    private static double contrast(String selector) {
        return ((Number) browser.driver().executeScript(CONTRAST, selector)).doubleValue();
    }
}
