package io.proofline.console.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.console.browser.ChromeForTests;
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
final class PageBrowser implements AutoCloseable {

  static final int PHONE = 390;
  static final int SCREEN = 1440;
  private static final Duration SOON = Duration.ofSeconds(30);

  private final ChromeDriver driver;
  private final String axe = ChromeForTests.axe();
  private URI origin = URI.create("about:blank");

  PageBrowser(Path directory) {
    driver = ChromeForTests.open(directory);
  }

  /** Signs in by a link. */
  void signIn(URI console, String link) {
    origin = console;
    driver.get(console + link);
    await().atMost(SOON).ignoreExceptions().until(() -> !text("nav").isEmpty());
  }

  void open(String path) {
    driver.get(origin + path);
  }

  /** The path of the page. */
  String path() {
    return URI.create(driver.getCurrentUrl()).getPath();
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  boolean has(String selector) {
    return !driver.findElements(By.cssSelector(selector)).isEmpty();
  }

  List<String> texts(String selector) {
    return driver.findElements(By.cssSelector(selector)).stream().map(WebElement::getText).toList();
  }

  String text(String selector) {
    return String.join("\n", texts(selector));
  }

  void awaitText(String selector, String part) {
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(text(selector)).contains(part));
  }

  void press(String selector, String words) {
    driver.findElements(By.cssSelector(selector)).stream()
        .filter(button -> button.getText().contains(words))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No " + words + " in " + texts(selector)))
        .click();
  }

  void type(String selector, String text) {
    var field = find(selector);
    field.clear();
    field.sendKeys(text);
  }

  void width(int pixels) {
    var _ =
        driver.executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Colours are judged at rest. */
  void scheme(String scheme) {
    var _ =
        driver.executeCdpCommand(
            "Emulation.setEmulatedMedia",
            Map.of(
                "features",
                List.of(
                    Map.of("name", "prefers-color-scheme", "value", scheme),
                    Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  void scripts(boolean areOn) {
    var _ =
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !areOn));
  }

  long contentWidth() {
    return ((Number)
            List.of(driver.executeScript("return document.documentElement.scrollWidth")).getFirst())
        .longValue();
  }

  /** Violations of WCAG 2.2 AA, by axe. */
  List<Object> violations() {
    var _ = driver.executeScript(axe);
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
  List<String> problems() {
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
