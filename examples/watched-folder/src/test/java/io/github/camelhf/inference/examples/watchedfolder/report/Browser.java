package io.github.camelhf.inference.examples.watchedfolder.report;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
import org.opentest4j.TestAbortedException;

/** The machine's own Chromium, without a window and with a profile that is gone afterwards. Downloads nothing. */
public final class Browser implements AutoCloseable {

    /** Misses a module for a protocol that is not used here. Held, so that its level stays. */
    private static final Logger LOG = Logger.getLogger("org.openqa.selenium");

    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Skips the test where there is no Chromium with its driver. */
    public static Browser start(Path profile) throws IOException {
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
                "--disable-quic",
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
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.orElseThrow().toFile())
                .usingAnyFreePort()
                .build();
        LOG.setLevel(Level.OFF);
        ChromeDriver driver = started(service, options);
        // A new tab has resources of its own. They end here, and what the log holds of them.
        driver.get("about:blank");
        driver.manage().logs().get(LogType.PERFORMANCE);
        return new Browser(driver);
    }

    private static ChromeDriver started(ChromeDriverService service, ChromeOptions options) {
        try {
            return new ChromeDriver(service, options);
        } catch (SessionNotCreatedException e) {
            throw skipped("this machine's Chromium does not start with its driver: " + e.getRawMessage());
        }
    }

    /** Printed once, too: the build's summary shows no reason. */
    private static TestAbortedException skipped(String reason) {
        if (SAID.add(reason)) {
            System.out.println("The tests of the report page are skipped: " + reason);
        }
        return new TestAbortedException(reason);
    }

    private static Optional<Path> onPath(String... names) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(names)
                .flatMap(name -> Arrays.stream(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    public ChromeDriver driver() {
        return driver;
    }

    public void open(Path page) {
        driver.get(page.toUri().toString());
    }

    public WebElement one(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    public List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** The value of an expression in the page. */
    public Object value(String expression) {
        return driver.executeScript("return " + expression);
    }

    /** As a device of that width shows it. */
    public void width(int width, int height, double scale) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", scale, "mobile", width < 600));
    }

    /** {@code light} or {@code dark}. */
    public void scheme(String name) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", name))));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
