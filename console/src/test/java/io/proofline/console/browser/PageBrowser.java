package io.proofline.console.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** A browser at the pages of a console. */
public final class PageBrowser implements AutoCloseable {

  public static final int PHONE = 390;
  public static final int SCREEN = 1440;
  private static final Duration SOON = Duration.ofSeconds(30);

  private final ChromeDriver driver;
  private URI origin = URI.create("about:blank");

  public PageBrowser(Path directory) {
    driver = ChromeForTests.open(directory);
  }

  /** Signs in by a link. */
  public void signIn(URI console, String link) {
    at(console);
    open(link);
    await().atMost(SOON).ignoreExceptions().until(() -> !text("nav").isEmpty());
  }

  public void open(String path) {
    driver.get(origin + path);
  }

  /** Opens the pages of a console from now on. */
  public void at(URI console) {
    origin = console;
  }

  public ChromeDriver driver() {
    return driver;
  }

  /** The path of the page. */
  public String path() {
    return URI.create(driver.getCurrentUrl()).getPath();
  }

  public WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  public boolean has(String selector) {
    return !driver.findElements(By.cssSelector(selector)).isEmpty();
  }

  public List<String> texts(String selector) {
    return driver.findElements(By.cssSelector(selector)).stream().map(WebElement::getText).toList();
  }

  public String text(String selector) {
    return String.join("\n", texts(selector));
  }

  public void awaitText(String selector, String part) {
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(text(selector)).contains(part));
  }

  public void press(String selector, String words) {
    driver.findElements(By.cssSelector(selector)).stream()
        .filter(button -> button.getText().contains(words))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No " + words + " in " + texts(selector)))
        .click();
  }

  public void type(String selector, String text) {
    var field = find(selector);
    field.clear();
    field.sendKeys(text);
  }

  public void width(int pixels) {
    size(pixels, 900);
  }

  public void size(int width, int height) {
    var _ =
        driver.executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Colours are judged at rest. */
  public void scheme(String scheme) {
    var _ =
        driver.executeCdpCommand(
            "Emulation.setEmulatedMedia",
            Map.of(
                "features",
                List.of(
                    Map.of("name", "prefers-color-scheme", "value", scheme),
                    Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  public void scripts(boolean areOn) {
    var _ =
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !areOn));
  }

  public long contentWidth() {
    return ((Number)
            List.of(driver.executeScript("return document.documentElement.scrollWidth")).getFirst())
        .longValue();
  }

  /** Violations of WCAG 2.2 AA, by axe. */
  public List<Object> violations() {
    var _ = driver.executeScript(ChromeForTests.axe());
    var found =
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
              .then((result) => done(result.violations.map((each) =>
                each.id + ": " + each.nodes.map((node) => node.target.join(" ")).join(", "))));
            """);
    return new ArrayList<>((List<?>) found);
  }

  /** Errors of scripts, and whatever the Content Security Policy has refused. */
  public List<String> problems() {
    return driver.manage().logs().get("browser").getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(entry -> entry.getMessage())
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
