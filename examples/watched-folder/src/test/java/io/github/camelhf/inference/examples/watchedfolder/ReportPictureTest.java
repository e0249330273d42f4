package io.github.camelhf.inference.examples.watchedfolder;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.examples.watchedfolder.report.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The demonstration's report, as the README shows it. With {@code -Dreport.picture=true} the README's picture is made anew:
 *
 * <pre>
 * mvn test -pl examples/watched-folder -am -Dtest=ReportPictureTest -Dsurefire.failIfNoSpecifiedTests=false -Dreport.picture=true
 * </pre>
 */
@Timeout(180)
@Tag("alone")
class ReportPictureTest {

    private static final Path PICTURE = Path.of("../../docs/images/report.png");
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 1110;

    @TempDir
    Path folder;

    @Test
    void showsEverySampleOfTheDemonstration() throws IOException {
        try (Browser browser = Browser.start(folder.resolve("profile"))) {
            // Named, because the page shows the name.
            Path results = folder.resolve("sample-pictures");
            CommandRun sorting = CommandRun.of("--demo-dir", results.toString());
            assertThat(sorting.status()).as(sorting.out() + sorting.err()).isZero();
            CommandRun report = CommandRun.of("report", "--dir", results.toString());
            assertThat(report.status()).as(report.err()).isZero();
            assertThat(report.out()).contains("37 files, 35 new previews");

            browser.scheme("light");
            browser.width(WIDTH, HEIGHT, 1);
            browser.open(results.resolve("report/index.html"));

            new WebDriverWait(browser.driver(), Duration.ofSeconds(30)).until(driver -> shown(browser));
            assertThat(browser.one("#totals").getText()).contains("37", "32", "3", "2");
            assertThat(browser.all(".card")).hasSize(37);
            assertThat(browser.all(".card .blank")).hasSize(2);
            if (Boolean.getBoolean("report.picture")) {
                Files.write(PICTURE, browser.driver().getScreenshotAs(OutputType.BYTES));
            }
        }
    }

    /** Whether the previews in the window are there; those further down are loaded when they come near. */
    private static boolean shown(Browser browser) {
        return Boolean.TRUE.equals(browser.value("[...document.querySelectorAll('.card img')].filter(picture =>"
                + " picture.getBoundingClientRect().top < " + HEIGHT + ").every(picture => picture.naturalWidth > 0)"));
    }
}
