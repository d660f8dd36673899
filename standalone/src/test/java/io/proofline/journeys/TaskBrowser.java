package io.proofline.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.console.browser.ChromeForTests;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** A person's browser at the console: what the person reads, types and presses. */
final class TaskBrowser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChromeDriver browser;
  private final URI console;

  TaskBrowser(Path data, URI console) {
    this.browser = ChromeForTests.open(data);
    this.console = console;
    var _ =
        browser.executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", 1200, "height", 800, "deviceScaleFactor", 1, "mobile", false));
  }

  void signIn(String token) {
    browser.manage().deleteAllCookies();
    open("/sign-in");
    type("#token", token);
    press("Sign in");
    awaitText("nav.main", "Reviews");
  }

  void open(String path) {
    browser.get(console + path);
  }

  /** Opens a page again until it shows a text. */
  void openUntil(String path, String selector, String text) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> {
          open(path);
          assertThat(text(selector)).contains(text);
        });
  }

  /** Looks again, without opening the page again, until it shows a text. */
  void awaitText(String selector, String text) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(text(selector)).contains(text));
  }

  void type(String selector, String text) {
    var field = find(selector);
    field.clear();
    field.sendKeys(text);
  }

  /** Presses the first visible button or link with these words. */
  void press(String words) {
    press("button, a, summary", words);
  }

  void press(String selector, String words) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> {
          browser.findElements(By.cssSelector(selector)).stream()
              .filter(each -> each.isDisplayed() && each.getText().contains(words))
              .findFirst()
              .orElseThrow()
              .click();
          return true;
        });
  }

  WebElement find(String selector) {
    return browser.findElement(By.cssSelector(selector));
  }

  String text(String selector) {
    return String.join("\n", texts(selector));
  }

  List<String> texts(String selector) {
    return browser.findElements(By.cssSelector(selector)).stream()
        .map(WebElement::getText)
        .toList();
  }

  /** The path and query of the page. */
  String address() {
    return browser.getCurrentUrl().substring(console.toString().length());
  }

  /** Replaces the text of a field at once; keys would take long for a long text. */
  void replace(String selector, String text) {
    var _ =
        browser.executeScript(
            "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input'))",
            find(selector),
            text);
  }

  /** Writes a JPEG of what the person sees, once the pictures of the page have come. */
  void photograph(Path file) {
    await()
        .atMost(PATIENCE)
        .until(() ->
            Boolean.TRUE.equals(
                browser.executeScript(
                    "return [...document.images].every(image => image.complete || image.loading =="
                        + " 'lazy')")));
    try {
      Files.createDirectories(file.getParent());
      var picture =
          browser.executeCdpCommand(
              "Page.captureScreenshot", Map.of("format", "jpeg", "quality", 75));
      Files.write(file, Base64.getDecoder().decode((String) picture.get("data")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    browser.quit();
  }
}
