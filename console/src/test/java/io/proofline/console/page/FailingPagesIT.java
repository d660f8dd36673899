package io.proofline.console.page;

import static io.proofline.console.ConsoleInstance.ADMIN_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.console.ConsoleInstance;
import io.proofline.console.TopicFixture;
import io.proofline.console.browser.PageBrowser;
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

/** The pages while the read model is not complete, and while the database or Kafka is away. */
class FailingPagesIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final List<String> PAGES =
      List.of("/", "/reviews", "/reviews/I1", "/waiting", "/collections", "/record", "/rules");

  @TempDir static Path directory;
  private static PageBrowser browser;

  @BeforeAll
  static void start() {
    browser = new PageBrowser(directory.resolve("browser"));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  private static KafkaConnection away(KafkaConnection kafka) {
    return new KafkaConnection(
        "localhost:1", kafka.registry(), kafka.prefix(), kafka.partitions(), Map.of());
  }

  private static void signIn(ConsoleInstance console) {
    browser.at(console.origin());
    browser.open(console.bean("signInLinks", SignInLinks.class).create());
    await().atMost(SOON).until(() -> !browser.path().contains("sign-in"));
  }

  /** The page is shown on a phone and on a screen, in both schemes. */
  private static void assertClean(String path, String title) {
    browser.open(path);
    for (int width : List.of(PageBrowser.PHONE, PageBrowser.SCREEN)) {
      for (var scheme : List.of("light", "dark")) {
        browser.width(width);
        browser.scheme(scheme);
        assertThat(browser.text("h1")).as(path).isEqualTo(title);
        assertThat(browser.violations()).as("%s, %d, %s", path, width, scheme).isEmpty();
        assertThat(browser.contentWidth()).isEqualTo(width);
      }
    }
  }

  private static boolean isRepeated() {
    return browser.has("html[data-retry]");
  }

  /** The page polls, and reloads when the status of the answer changes. */
  private static void assertOpensOnceItCanBeShown() {
    var _ =
        browser
            .driver()
            .executeScript(
                "window.isOld = true; window.fetch = async () => new Response('', { status: 200"
                    + " })");
    await().atMost(SOON).until(() -> browser.driver().executeScript("return window.isOld") == null);
  }

  @Test
  void pages_say_that_everything_is_read_again_until_the_read_model_is_complete() {
    var kafka = KafkaForTests.connection("console.pages.incomplete.");
    try (var console =
        ConsoleInstance.start(
            away(kafka), List.of("database.directory=" + directory.resolve("incomplete")))) {
      signIn(console);
      for (var path : PAGES) {
        browser.open(path);
        assertThat(browser.text("h1")).as(path).isEqualTo("Everything is being read again");
        assertThat(isRepeated()).as(path).isTrue();
        assertThat(console.get(path, ADMIN_TOKEN).statusCode()).isNotEqualTo(500);
      }
      assertClean("/reviews", "Everything is being read again");
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
        browser.open(path);
        assertThat(browser.text("h1")).as(path).isEqualTo("The database does not answer");
        assertThat(isRepeated()).as(path).isTrue();
      }
      assertClean("/reviews", "The database does not answer");
      var answer = console.get("/api/v1/reviews", "plt_of-somebody");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("database-unavailable");
    }
  }
}
