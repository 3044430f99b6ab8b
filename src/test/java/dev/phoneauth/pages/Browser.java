package dev.phoneauth.pages;

import java.io.File;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.io.TemporaryFilesystem;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The Chromium of this machine, without a window, in a profile of its own. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int TABS = 80;

    private final ChromeDriver driver;
    private final WebDriverWait wait;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
        this.wait = new WebDriverWait(driver, PATIENCE);
        driver.manage().timeouts().scriptTimeout(PATIENCE.multipliedBy(3));
    }

    /** Skips the test where there is no browser. Both programs are named, or Selenium would download some. */
    static Browser open() {
        Optional<File> chromium = installed("chromium", "chromium-browser", "google-chrome");
        Optional<File> driver = installed("chromedriver");
        assumeTrue(
                chromium.isPresent() && driver.isPresent(),
                "there is no browser on this machine (packages chromium and chromium-driver)");
        ChromeOptions options = new ChromeOptions()
                .setBinary(chromium.get())
                .addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
                .addArguments("--disable-background-networking", "--disable-component-update", "--disable-sync")
                .addArguments("--disable-dev-shm-usage", "--user-data-dir=" + newProfile());
        options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, "ALL"));
        return new Browser(new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.get())
                        .build(),
                options));
    }

    /** A phone is narrow and held upright. */
    Browser resize(int width) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 844, "deviceScaleFactor", 1, "mobile", width < 600));
        return this;
    }

    /** @param scheme {@code light} or {@code dark} */
    Browser prefer(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        return this;
    }

    void visit(String url) {
        driver.get(url);
    }

    String title() {
        return driver.getTitle();
    }

    /** Waits until the page shows the text there. */
    void see(String css, String text) {
        wait.until(ExpectedConditions.textToBePresentInElementLocated(By.cssSelector(css), text));
    }

    void click(String css) {
        wait.until(ExpectedConditions.elementToBeClickable(By.cssSelector(css))).click();
    }

    /** In place of what stands there. */
    void type(String css, String text) {
        wait.until(ExpectedConditions.elementToBeClickable(By.cssSelector(css)))
                .sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
    }

    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Moves the focus there with the tab key, as a person without a mouse does. */
    void tabTo(String css) {
        for (int i = 0; !(boolean) evaluate("document.activeElement.matches('" + css + "')"); i++) {
            assertTrue(i < TABS, "the tab key does not lead to " + css);
            press(Keys.TAB);
        }
    }

    /** Waits until the element with this id has the focus. */
    void seeFocusOn(String id) {
        wait.until(shown -> id.equals(evaluate("document.activeElement.id")));
    }

    /** More than the width of the screen if a person has to scroll sideways. */
    long contentWidth() {
        return (long) evaluate("document.documentElement.scrollWidth");
    }

    List<?> seriousFindings() {
        return Axe.seriousFindings(driver);
    }

    /** Runs a JavaScript expression in the page. */
    Object evaluate(String expression) {
        return driver.executeScript("return " + expression);
    }

    /** Fails if the Content-Security-Policy kept a page from doing something. */
    @Override
    public void close() {
        List<String> messages = driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
        driver.quit();
        assertThat(messages, not(hasItem(containsString("Content Security Policy"))));
    }

    private static Optional<File> installed(String... names) {
        return Arrays.stream(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(directory -> new File(directory, name)))
                .filter(File::canExecute)
                .findFirst();
    }

    /** Deleted when the tests end. */
    private static File newProfile() {
        return TemporaryFilesystem.getDefaultTmpFS().createTempDir("chromium", "");
    }
}
