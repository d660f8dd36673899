package io.proofline.console.page;

import static io.proofline.console.ConsoleInstance.ADMIN_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.console.ConsoleInstance;
import io.proofline.console.TopicFixture;
import io.proofline.console.browser.ChromeForTests;
import io.proofline.console.database.SqlDatabase;
import io.proofline.console.session.SignInLinks;
import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.KafkaConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;

/** The pages while the read model is not complete, and while the database or Kafka is away. */
class FailingPagesIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final List<String> PAGES =
      List.of("/", "/reviews", "/reviews/I1", "/waiting", "/collections", "/record", "/rules");

  @TempDir static Path directory;
  private static ChromeDriver browser;
  private static String axe;

  @BeforeAll
  static void start() {
    browser = ChromeForTests.open(directory.resolve("browser"));
    axe = ChromeForTests.axe();
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.quit();
    }
  }

  private static KafkaConnection away(KafkaConnection kafka) {
    return new KafkaConnection(
        "localhost:1", kafka.registry(), kafka.prefix(), kafka.partitions(), Map.of());
  }

  private static void signIn(ConsoleInstance console) {
    browser.get(console.origin() + console.bean("signInLinks", SignInLinks.class).create());
    await().atMost(SOON).until(() -> !browser.getCurrentUrl().contains("sign-in"));
  }

  /** The page is shown on a phone and on a screen, in both schemes. */
  private static void assertClean(ConsoleInstance console, String path, String title) {
    browser.get(console.origin() + path);
    for (int width : List.of(390, 1440)) {
      for (var scheme : List.of("light", "dark")) {
        show(width, scheme);
        assertThat(browser.findElement(By.tagName("h1")).getText()).as(path).isEqualTo(title);
        assertThat(violations()).as("%s, %d, %s", path, width, scheme).isEmpty();
        assertThat(browser.executeScript("return document.documentElement.scrollWidth"))
            .isEqualTo((long) width);
        picture("%s-%d-%s".formatted(title.replace(' ', '-'), width, scheme));
      }
    }
  }

  private static void show(int width, String scheme) {
    var _ =
        browser.executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    var _ =
        browser.executeCdpCommand(
            "Emulation.setEmulatedMedia",
            Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** With the system property {@code page.pictures}, the page is also written as a picture. */
  private static void picture(String name) {
    var folder = System.getProperty("page.pictures");
    if (folder != null) {
      var file = browser.getScreenshotAs(OutputType.FILE);
      assertThat(file.renameTo(Path.of(folder, name + ".png").toFile())).isTrue();
    }
  }

  private static List<?> violations() {
    var _ = browser.executeScript(axe);
    return (List<?>)
        browser.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
              .then((result) => done(result.violations.map((each) => each.id)));
            """);
  }

  private static boolean isRepeated() {
    return !browser.findElements(By.cssSelector("html[data-retry]")).isEmpty();
  }

  /** The page polls, and reloads when the status of the answer changes. */
  private static void assertOpensOnceItCanBeShown() {
    var _ =
        browser.executeScript(
            "window.isOld = true; window.fetch = async () => new Response('', { status: 200 })");
    await().atMost(SOON).until(() -> browser.executeScript("return window.isOld") == null);
  }

  @Test
  void pages_say_that_everything_is_read_again_until_the_read_model_is_complete() {
    var kafka = KafkaForTests.connection("console.pages.incomplete.");
    try (var console =
        ConsoleInstance.start(
            away(kafka), List.of("database.directory=" + directory.resolve("incomplete")))) {
      signIn(console);
      for (var path : PAGES) {
        browser.get(console.origin() + path);
        assertThat(browser.findElement(By.tagName("h1")).getText())
            .as(path)
            .isEqualTo("Everything is being read again");
        assertThat(isRepeated()).as(path).isTrue();
        assertThat(console.get(path, ADMIN_TOKEN).statusCode()).isNotEqualTo(500);
      }
      assertClean(console, "/reviews", "Everything is being read again");
      assertOpensOnceItCanBeShown();
    }
  }

  @Test
  void pages_say_that_the_database_does_not_answer_also_while_it_can_not_say_who_asks() {
    var kafka = KafkaForTests.connection("console.pages.database.");
    try (var fixture = new TopicFixture(kafka);
        var console =
            ConsoleInstance.start(
                kafka, List.of("database.directory=" + directory.resolve("away")))) {
      new PagesFixture(fixture).write();
      await().atMost(SOON).until(() -> console.get("/api/v1/reviews/I1").statusCode() == 200);
      signIn(console);
      console.bean("consoleDatabase", SqlDatabase.class).close();
      for (var path : PAGES) {
        browser.get(console.origin() + path);
        assertThat(browser.findElement(By.tagName("h1")).getText())
            .as(path)
            .isEqualTo("The database does not answer");
        assertThat(isRepeated()).as(path).isTrue();
      }
      assertClean(console, "/reviews", "The database does not answer");
      var answer = console.get("/api/v1/reviews", "plt_of-somebody");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("database-unavailable");
    }
  }
}
