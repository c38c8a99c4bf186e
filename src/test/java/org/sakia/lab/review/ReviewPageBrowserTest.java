package org.sakia.lab.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The lab's page as a real browser shows it. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ReviewPageBrowserTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path CHROMEDRIVER = Path.of("/usr/bin/chromedriver");

    @TempDir
    static Path folder;

    /** Kept, or its level would be forgotten: the driver's version of a protocol that is not used here is no news. */
    private static final Logger QUIET = Logger.getLogger("org.openqa.selenium");

    private static ChromeDriver browser;
    private static Path page;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(
                Files.isExecutable(CHROMIUM) && Files.isExecutable(CHROMEDRIVER),
                "the page is not looked at: there is no " + CHROMIUM + " or no " + CHROMEDRIVER
                        + " (apt-get install chromium chromium-driver)");
        QUIET.setLevel(Level.SEVERE);
        page = Files.writeString(folder.resolve("review.html"), ReviewPage.html(Runs.review()));
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(new File(CHROMEDRIVER.toString()))
                        .usingAnyFreePort()
                        .build(),
                options());
    }

    private static ChromeOptions options() {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toString());
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        return options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + folder.resolve("browser"));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.quit();
        }
    }

    @BeforeEach
    void open() {
        browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        prefer("light");
        browser.get(page.toUri().toString());
    }

    @Test
    void it_loads_without_a_complaint_and_without_a_request_to_anywhere() {
        List<String> requests = browser.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("\"Network.requestWillBeSent\"")
                        && message.contains("\"documentURL\":\"file:"))
                .toList();

        assertThat(requests)
                .isNotEmpty()
                .allMatch(request -> request.contains("\"url\":\"file:///") || request.contains("\"url\":\"data:,"));
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    }

    @Test
    void there_is_one_card_a_strategy_with_two_sentences() {
        List<WebElement> cards = browser.findElements(By.cssSelector("article.card"));

        assertThat(cards).hasSameSizeAs(Runs.review().runs());
        assertThat(cards).allSatisfy(card -> {
            assertThat(card.findElements(By.cssSelector("svg"))).hasSize(1);
            assertThat(card.findElements(By.cssSelector(".verdict")))
                    .extracting(WebElement::getText)
                    .satisfiesExactly(good -> assertThat(good).startsWith("Good when "), breaks -> assertThat(breaks)
                            .startsWith("Breaks when "));
        });
    }

    @Test
    void each_picture_shows_the_limit_and_the_requests() {
        assertThat(browser.findElements(By.cssSelector("svg.chart")))
                .isNotEmpty()
                .allSatisfy(chart -> {
                    assertThat(strokeOf(chart, ".limit")).isNotEqualTo("none");
                    assertThat(lengthOf(chart, ".limit")).isGreaterThan(100);
                    assertThat(lengthOf(chart, ".level")).isGreaterThan(100);
                    assertThat(lengthOf(chart, ".in-flight")).isGreaterThan(10);
                });
    }

    @Test
    void what_exceeds_the_limit_is_hatched_and_only_that() {
        assertThat(browser.findElements(By.cssSelector("#card-burst-gather .excess")))
                .hasSize(1);
        assertThat(browser.findElements(By.cssSelector("#card-paced .excess"))).isEmpty();
    }

    @Test
    void no_text_of_a_picture_runs_into_another_or_out_of_it() {
        narrow();

        assertThat(
                        (List<?>)
                                browser.executeScript(
                                        """
                        const bad = [];
                        for (const chart of document.querySelectorAll('svg.chart')) {
                          const frame = chart.getBoundingClientRect();
                          const boxes = [...chart.querySelectorAll('text')]
                            .map(text => ({text: text.textContent, box: text.getBoundingClientRect()}));
                          boxes.forEach((one, i) => {
                            if (one.box.left < frame.left - 1 || one.box.right > frame.right + 1) bad.push(one.text);
                            for (const other of boxes.slice(i + 1)) {
                              if (one.box.left < other.box.right && other.box.left < one.box.right
                                  && one.box.top + 5 < other.box.bottom && other.box.top + 5 < one.box.bottom) {
                                bad.push(chart.parentElement.id + ': ' + one.text + ' / ' + other.text);
                              }
                            }
                          });
                        }
                        return bad;"""))
                .isEmpty();
    }

    @Test
    void it_is_dark_for_who_likes_it_dark() {
        String light = background();
        prefer("dark");

        assertThat(background()).isNotEqualTo(light);
    }

    @Test
    void a_phone_does_not_scroll_sideways() {
        narrow();

        assertThat(browser.executeScript("return document.documentElement.scrollWidth"))
                .isEqualTo(390L);
    }

    private static void narrow() {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
    }

    private static void prefer(String scheme) {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    private static String background() {
        return (String) browser.executeScript("return getComputedStyle(document.body).backgroundColor");
    }

    private static Object strokeOf(WebElement chart, String part) {
        return browser.executeScript(
                "return getComputedStyle(arguments[0].querySelector(arguments[1])).stroke", chart, part);
    }

    private static double lengthOf(WebElement chart, String part) {
        Object length =
                browser.executeScript("return arguments[0].querySelector(arguments[1]).getTotalLength()", chart, part);
        return ((Number) length).doubleValue();
    }
}
