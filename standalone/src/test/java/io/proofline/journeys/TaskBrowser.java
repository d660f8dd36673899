package io.proofline.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.console.browser.PageBrowser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.openqa.selenium.By;

/** A person's browser at the console of a running demo: the person looks again until it is done. */
final class TaskBrowser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final PageBrowser pages;

  TaskBrowser(Path data, URI console) {
    pages = new PageBrowser(data);
    pages.at(console);
    pages.size(1200, 800);
  }

  void signIn(String token) {
    pages.driver().manage().deleteAllCookies();
    open("/sign-in");
    type("#token", token);
    press("button", "Sign in");
    awaitText("nav.main", "Reviews");
  }

  void open(String path) {
    pages.open(path);
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
    pages.type(selector, text);
  }

  /** Presses the first visible button or link with these words, once there is one. */
  void press(String words) {
    press("button, a, summary", words);
  }

  void press(String selector, String words) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> {
          pages.driver().findElements(By.cssSelector(selector)).stream()
              .filter(each -> each.isDisplayed() && each.getText().contains(words))
              .findFirst()
              .orElseThrow()
              .click();
          return true;
        });
  }

  String text(String selector) {
    return pages.text(selector);
  }

  /** Replaces the text of a field at once; keys would take long for a long text. */
  void replace(String selector, String text) {
    var _ =
        pages
            .driver()
            .executeScript(
                "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input'))",
                pages.find(selector),
                text);
  }

  /** Writes a JPEG of what the person sees, once the pictures of the page have come. */
  void photograph(Path file) {
    await().atMost(PATIENCE).until(this::hasItsPictures);
    try {
      Files.createDirectories(file.getParent());
      var picture =
          pages
              .driver()
              .executeCdpCommand("Page.captureScreenshot", Map.of("format", "jpeg", "quality", 75));
      Files.write(file, Base64.getDecoder().decode((String) picture.get("data")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private boolean hasItsPictures() {
    return Boolean.TRUE.equals(
        pages
            .driver()
            .executeScript(
                "return [...document.images].every(image => image.complete || image.loading =="
                    + " 'lazy')"));
  }

  @Override
  public void close() {
    pages.close();
  }
}
