package io.github.camelhf.inference.examples.catalogue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.SessionNotCreatedException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.opentest4j.TestAbortedException;

/** The machine's own Chromium, without a window, as in the watched folder's report test. Downloads nothing. */
final class Browser implements AutoCloseable {

    /** Misses a module for a protocol that is not used here. Held, so that its level stays. */
    private static final Logger LOG = Logger.getLogger("org.openqa.selenium");

    final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Skips the test, aloud, where there is no Chromium with its driver. */
    static Browser start(Path profile) {
        Optional<Path> chromium = onPath("chromium", "chromium-browser", "google-chrome");
        Optional<Path> chromedriver = onPath("chromedriver");
        if (chromium.isEmpty() || chromedriver.isEmpty()) {
            throw skipped(
                    "chromium and chromedriver are not on the PATH; Debian: apt-get install chromium chromium-driver");
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--window-size=1280,1000",
                "--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        LOG.setLevel(Level.OFF);
        try {
            ChromeDriver driver = new ChromeDriver(
                    new ChromeDriverService.Builder()
                            .usingDriverExecutable(chromedriver.orElseThrow().toFile())
                            .usingAnyFreePort()
                            .build(),
                    options);
            driver.get("about:blank");
            driver.manage().logs().get(LogType.PERFORMANCE);
            return new Browser(driver);
        } catch (SessionNotCreatedException e) {
            throw skipped("this machine's Chromium does not start with its driver: " + e.getRawMessage());
        }
    }

    /** Printed, too: the build's summary shows no reason. */
    private static TestAbortedException skipped(String reason) {
        System.out.println("The test of the catalogue's page is skipped: " + reason);
        return new TestAbortedException(reason);
    }

    private static Optional<Path> onPath(String... names) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(names)
                .flatMap(name -> Arrays.stream(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    WebElement one(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<String> texts(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream()
                .map(WebElement::getText)
                .toList();
    }

    Object value(String expression, Object... arguments) {
        return driver.executeScript("return " + expression, arguments);
    }

    void waitUntil(String condition) {
        new WebDriverWait(driver, Duration.ofMinutes(1)).until(any -> Boolean.TRUE.equals(value(condition)));
    }

    /** As a device of that width shows it. */
    void width(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
