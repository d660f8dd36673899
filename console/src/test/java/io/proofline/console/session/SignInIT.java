package io.proofline.console.session;

import static io.proofline.console.ConsoleInstance.ADMIN_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.console.Browserless;
import io.proofline.console.ConsoleInstance;
import io.proofline.console.DatabaseForTests;
import io.proofline.console.TopicFixture;
import io.proofline.console.access.ApiTokens;
import io.proofline.console.access.Role;
import io.proofline.console.access.TokenGuesses;
import io.proofline.console.database.DatabaseProduct;
import io.proofline.console.database.SqlDatabase;
import io.proofline.embedded.KafkaForTests;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-in at the pages, by link and by token, and what ends it. */
class SignInIT {

  @TempDir static Path directory;
  private static TopicFixture fixture;
  private static ConsoleInstance console;

  @BeforeAll
  static void start() {
    var kafka = KafkaForTests.connection("console.signin.");
    fixture = new TopicFixture(kafka);
    console =
        ConsoleInstance.start(kafka, DatabaseForTests.settings(DatabaseProduct.SQLITE, directory));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> console.get("/api/v1/reviews").statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    console.close();
    fixture.close();
  }

  private static Browserless browser() {
    return new Browserless(console.origin());
  }

  private static String link() {
    return console.bean("signInLinks", SignInLinks.class).create().replaceFirst(".*link=", "");
  }

  @Test
  void a_page_sends_a_stranger_to_the_sign_in_and_back() {
    try (var browser = browser()) {
      var refused = browser.get("/reviews?q=a%26b");
      assertThat(refused.statusCode()).isEqualTo(303);
      var target = refused.headers().firstValue("Location").orElseThrow();
      assertThat(target).isEqualTo("/sign-in?to=%2Freviews%3Fq%3Da%2526b");

      assertThat(browser.get(target).body()).contains("value=\"/reviews?q=a%26b\"");
      var signedIn = browser.signIn(Map.of("token", ADMIN_TOKEN, "to", "/reviews?q=a%26b"));

      assertThat(signedIn.headers().firstValue("Location")).contains("/reviews?q=a%26b");
      assertThat(browser.get("/").body()).contains("Administrator");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", ""})
  void a_sign_in_leads_nowhere_else(String to) {
    try (var browser = browser()) {
      var signedIn = browser.signIn(Map.of("token", ADMIN_TOKEN, "to", to));
      assertThat(signedIn.headers().firstValue("Location")).contains("/");
    }
  }

  @Test
  void a_link_signs_in_once() {
    var link = link();
    try (var first = browser();
        var second = browser()) {
      assertThat(first.get("/sign-in?link=" + link).body()).contains("value=\"" + link + "\"");
      assertThat(first.signIn(Map.of("link", link)).statusCode()).isEqualTo(303);
      assertThat(first.get("/").statusCode()).isEqualTo(200);

      var again = second.signIn(Map.of("link", link));
      assertThat(again.body()).contains("This link was used before");
      assertThat(second.get("/").statusCode()).isEqualTo(303);
    }
  }

  @Test
  void the_cookie_is_out_of_reach_of_scripts_and_other_sites_and_not_stored_here() {
    try (var browser = Browserless.signedIn(console.origin(), ADMIN_TOKEN)) {
      var cookie =
          browser.cookies().stream()
              .filter(each -> each.getName().startsWith("proofline_session"))
              .findFirst()
              .orElseThrow();
      assertThat(cookie.isHttpOnly()).isTrue();
      assertThat(
              console
                  .bean("consoleDatabase", SqlDatabase.class)
                  .reader()
                  .sql("SELECT count(*) FROM session WHERE session_hash = :text")
                  .param("text", cookie.getValue())
                  .query(Integer.class)
                  .single())
          .isZero();
    }
  }

  @Test
  void a_session_ends_with_its_token() {
    var tokens = console.bean("apiTokens", ApiTokens.class);
    var token = tokens.create("Ada", Role.VIEWER, "ada@example.com", null);
    try (var browser = Browserless.signedIn(console.origin(), token.text())) {
      assertThat(browser.get("/").body()).contains("Ada").contains("Viewer");
      tokens.revoke(token.token().id());
      assertThat(browser.get("/").statusCode()).isEqualTo(303);
    }
  }

  @Test
  void a_token_that_has_ended_is_refused_by_the_api_and_the_form_and_is_no_guess() {
    var tokens = console.bean("apiTokens", ApiTokens.class);
    var ended =
        tokens.create("Ada", Role.VIEWER, null, Instant.now().minus(Duration.ofSeconds(1))).text();

    for (int attempt = 0; attempt < 25; attempt++) {
      var answer = console.get("/api/v1/reviews", ended);
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).contains("has expired");
    }
    try (var browser = browser()) {
      assertThat(browser.signIn(Map.of("token", ended)).body())
          .contains("has expired or was revoked");
      assertThat(browser.get("/").statusCode()).isEqualTo(303);
    }
  }

  @Test
  void a_sign_out_ends_the_session_itself() {
    try (var browser = Browserless.signedIn(console.origin(), ADMIN_TOKEN);
        var copy = browser()) {
      copy.take(browser);
      assertThat(copy.get("/").statusCode()).isEqualTo(200);
      assertThat(browser.post("/", "/sign-out", Map.of()).statusCode()).isEqualTo(303);
      assertThat(copy.get("/").statusCode()).isEqualTo(303);
    }
  }

  @Test
  void a_form_without_the_token_of_its_session_is_refused() {
    try (var browser = Browserless.signedIn(console.origin(), ADMIN_TOKEN);
        var stranger = browser()) {
      var foreign = stranger.tokenOf("/sign-in");
      assertThat(browser.post("/sign-out", Map.of(), foreign).statusCode()).isEqualTo(403);
      assertThat(browser.get("/").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void wrong_attempts_of_the_form_and_of_the_api_count_together_and_lock_out_of_both() {
    try (var limited =
            ConsoleInstance.start(
                fixture.kafka(),
                List.of(
                    "instance-id=other", "database.directory=" + directory.resolve("guesses")));
        var browser = new Browserless(limited.origin())) {
      var guesses = limited.bean("tokenGuesses", TokenGuesses.class);
      var here = TokenGuesses.address(new InetSocketAddress("127.0.0.1", 1));
      for (int attempt = 0; attempt < 17; attempt++) {
        guesses.guessed(here);
      }
      var began = Instant.now();
      assertThat(browser.signIn(Map.of("token", "guess")).body())
          .contains("This token is not known");
      assertThat(Instant.now()).isAfterOrEqualTo(began.plusSeconds(2));
      assertThat(browser.signIn(Map.of("link", "guess")).body()).contains("This link was used");
      began = Instant.now();
      assertThat(limited.get("/api/v1/reviews", "guess").statusCode()).isEqualTo(401);
      assertThat(Instant.now()).isAfterOrEqualTo(began.plusSeconds(2));

      assertThat(limited.get("/api/v1/reviews", ADMIN_TOKEN).statusCode()).isEqualTo(429);
      assertThat(browser.signIn(Map.of("token", ADMIN_TOKEN)).body())
          .contains("Too many wrong attempts. Try again after 2");
    }
  }

  @Test
  void every_page_forbids_foreign_scripts_frames_and_referrers() {
    try (var browser = browser()) {
      var headers = browser.get("/sign-in").headers();
      assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'self'")
          .contains("frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
    }
  }

  @Test
  void a_session_is_no_token_of_the_api() {
    try (var browser = Browserless.signedIn(console.origin(), ADMIN_TOKEN)) {
      assertThat(browser.get("/api/v1/reviews").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void a_static_file_is_kept_for_a_year() {
    try (var browser = browser()) {
      var page = browser.get("/sign-in").body();
      var style = page.replaceFirst("(?s).*href=\"(/assets/style\\.[0-9a-f]+\\.css)\".*", "$1");
      var file = browser.get(style);
      assertThat(file.statusCode()).isEqualTo(200);
      assertThat(file.headers().firstValue("Cache-Control").orElseThrow())
          .contains("max-age=31536000")
          .contains("immutable");
      assertThat(browser.get(style + "x").statusCode()).isEqualTo(404);
    }
  }
}
