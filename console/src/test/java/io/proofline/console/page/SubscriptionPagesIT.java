package io.proofline.console.page;

import static io.proofline.console.ConsoleInstance.ADMIN_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.audit.HashChain;
import io.proofline.console.Browserless;
import io.proofline.console.ConsoleInstance;
import io.proofline.console.TopicFixture;
import io.proofline.console.access.ApiTokens;
import io.proofline.console.access.Role;
import io.proofline.console.browser.PageBrowser;
import io.proofline.console.notification.WebhookReceiver;
import io.proofline.console.notification.WebhookReceiver.Answer;
import io.proofline.console.notification.WebhookReceiver.Received;
import io.proofline.console.session.SignInLinks;
import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.avro.AuditEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages of notifications, in a real browser, with a real receiver.
 *
 * <p>Longer than 300 lines because all its tests share one console, one browser and one receiver.
 */
class SubscriptionPagesIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String NAME = "Desk <b>one</b>";

  @TempDir static Path directory;
  private static TopicFixture fixture;
  private static ConsoleInstance console;
  private static WebhookReceiver receiver;
  private static PageBrowser browser;

  @BeforeAll
  static void start() {
    browser = new PageBrowser(directory.resolve("browser"));
    receiver = new WebhookReceiver();
    var kafka = KafkaForTests.connection("console.subscriptions.");
    fixture = new TopicFixture(kafka);
    new PagesFixture(fixture).write();
    console =
        ConsoleInstance.start(
            kafka,
            List.of(
                "database.directory=" + directory.resolve("data"),
                "notifications.allowed-networks=127.0.0.0/8",
                "notifications.retry-delays=200ms,1h"));
    await().atMost(SOON).until(() -> console.get("/api/v1/reviews/I90").statusCode() == 200);
    browser.signIn(console.origin(), console.bean("signInLinks", SignInLinks.class).create());
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (console != null) {
      console.close();
      fixture.close();
      receiver.close();
    }
  }

  @BeforeEach
  void fresh() {
    receiver.answer(_ -> Answer.OK);
    browser.width(PageBrowser.SCREEN);
    var _ = browser.problems();
  }

  /** Makes a subscription by the form, and returns its secret. */
  private static String subscribe(String name, String path, String... kinds) {
    browser.open("/subscriptions");
    browser.type("#name", name);
    browser.type("#url", receiver.url(path));
    for (var kind : kinds) {
      var box = browser.find("input[value=%s]".formatted(kind));
      if (!box.isDisplayed()) {
        browser.press("fieldset summary", kind.startsWith("pause") ? "Operation" : "Photographs");
      }
      box.click();
    }
    browser.type("#reason", "The desk <i>wants</i> to know");
    browser.press("form .btn", "Subscribe");
    browser.awaitText("[role=status]", "whsec_");
    return browser.text("[role=status] code");
  }

  private static void write(String asset, int sequence, String kind) {
    var entry =
        HashChain.append(
            new HashChain.Head(sequence - 1, "0".repeat(64)),
            AuditEntry.newBuilder()
                .setAccount("demo")
                .setAssetId(asset)
                .setSequence(0)
                .setKind(kind)
                .setDetails(Map.of())
                .setEnteredAt(TopicFixture.NOON)
                .setRule("Press")
                .setCause("f")
                .setSource("webhook")
                .setPrevious("")
                .setHash(""));
    fixture.write(fixture.topics().audit(), asset, entry);
  }

  private static List<Received> awaitCalls(String path, int count) {
    await().atMost(SOON).until(() -> receiver.at(path).size() >= count);
    return receiver.at(path);
  }

  @Test
  void a_subscription_is_made_tried_and_deleted_without_a_terminal() {
    var secret = subscribe(NAME, "/desk", "verdict", "pause_started");
    assertThat(browser.text("h1")).isEqualTo(NAME);
    assertThat(browser.text(".lead")).contains("Active");
    assertClean();

    browser.press("form .btn", "Send");
    browser.awaitText("[role=status]", "The example is on its way");
    var example = awaitCalls("/desk", 1).getFirst();
    assertThat(example.isSignedWith(secret)).isTrue();
    assertThat(example.json().path("kind").asString()).isEqualTo("verdict");
    awaitDelivery("Delivered");
    assertThat(browser.text("main")).doesNotContain("whsec_");
    browser.find("details.facts summary").click();
    assertThat(browser.text("details.facts dd")).contains("Taken (status 204)");
    assertClean();

    write("S1", 1, "decision");
    write("S1", 2, "verdict");
    assertThat(awaitCalls("/desk", 2)).extracting(Received::event).endsWith("S12");
    awaitDelivery("audit:demo:S1:2");
    browser.press("button", "Send again");
    browser.awaitText("[role=status]", "The event is sent again.");
    assertThat(awaitCalls("/desk", 3)).extracting(Received::event).endsWith("S12", "S12");

    browser.press(".btn", "Delete");
    browser.awaitText("h1", "Delete: " + NAME + "?");
    assertClean();
    browser.press(".btn", "Delete");
    assertThat(browser.path()).endsWith("/delete"); // the browser asks for a reason
    browser.type("#reason", "It moved");
    browser.press(".btn", "Delete");
    browser.awaitText("h1", "Notifications");
    assertThat(browser.text("main")).doesNotContain(NAME);
  }

  private static void awaitDelivery(String part) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          browser.open(browser.path());
          assertThat(browser.text("ol.time")).contains(part);
        });
  }

  /** For everyone, in both colour schemes, on a screen and on a phone. */
  private static void assertClean() {
    browser.scheme("light");
    assertThat(browser.violations()).as("light").isEmpty();
    browser.width(PageBrowser.PHONE);
    browser.scheme("dark");
    assertThat(browser.contentWidth()).as("width on a phone").isEqualTo(PageBrowser.PHONE);
    assertThat(browser.violations()).as("dark, on a phone").isEmpty();
    assertThat(browser.problems()).isEmpty();
    browser.width(PageBrowser.SCREEN);
  }

  @Test
  void the_list_says_which_subscription_works_fails_or_is_off() {
    subscribe("Works", "/works", "verdict");
    subscribe("Is gone", "/gone", "proof_gone");
    subscribe("Fails", "/fails", "held");
    receiver.answer(call ->
        switch (call.path()) {
          case "/gone" -> Answer.of(410);
          case "/fails" -> Answer.of(500);
          default -> Answer.OK;
        });
    write("S2", 1, "verdict");
    write("S2", 2, "proof_gone");
    write("S2", 3, "held");
    awaitCalls("/works", 1);
    awaitCalls("/gone", 1);
    awaitCalls("/fails", 2);

    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          browser.open("/subscriptions");
          assertThat(card("Works")).contains("Active", "No event waits").doesNotContain("none yet");
          assertThat(card("Is gone")).contains("Off", "for ", "status 410");
          assertThat(card("Fails"))
              .contains("Failing, tries again", "for ", "none yet", "1 event waits");
        });
    assertClean();

    browser.press("a", "Is gone");
    receiver.answer(_ -> Answer.OK);
    browser.type("#why", "It is back");
    browser.press(".btn", "Turn on");
    assertThat(awaitCalls("/gone", 2)).hasSize(2);
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          browser.open(browser.path());
          assertThat(browser.text(".lead")).contains("Active");
        });
  }

  private static String card(String name) {
    return browser.texts("li.panel").stream()
        .filter(card -> card.contains(name))
        .findFirst()
        .orElse("");
  }

  @Test
  void a_mistake_leaves_the_form_as_it_was_filled_in() {
    browser.open("/subscriptions");
    browser.type("#name", "Wrong");
    browser.type("#url", "http://example.org/hook");
    browser.press("fieldset summary", "Operation");
    browser.find("input[value=pause_started]").click();
    browser.type("#reason", "A test");
    browser.press("form .btn", "Subscribe");

    browser.awaitText("[role=alert]", "must begin with https://");
    assertThat(browser.find("#name").getDomProperty("value")).isEqualTo("Wrong");
    assertThat(browser.find("#url").getDomProperty("value")).isEqualTo("http://example.org/hook");
    assertThat(browser.find("input[value=pause_started]").isSelected()).isTrue();
    assertThat(card("Wrong")).isEmpty();
  }

  @Test
  void a_subscription_is_changed_and_its_secret_replaced() {
    var former = subscribe("Before", "/before", "routed");
    browser.type("#name", "After");
    browser.type("#url", receiver.url("/after"));
    browser.type("main section.spaced #reason", "It moved");
    browser.press("form .btn", "Store the change");
    browser.awaitText("h1", "After");
    assertThat(browser.find("input[value=routed]").isSelected()).isTrue();

    browser.type("#rotation", "It leaked");
    browser.press("form .btn", "Make a new secret");
    browser.awaitText("[role=status]", "The former secret signs as well until");
    var secret = browser.text("[role=status] code");
    assertThat(secret).isNotEqualTo(former);
    write("S3", 1, "routed");
    var call = awaitCalls("/after", 1).getFirst();
    assertThat(call.isSignedWith(secret)).isTrue();
    assertThat(call.isSignedWith(former)).isTrue();
  }

  @Test
  void all_events_since_a_time_are_sent_again() {
    write("S4", 1, "taken_out");
    await()
        .atMost(SOON)
        .until(() -> console.json("/api/v1/audit?asset=S4").path("items").size() == 1);
    subscribe("Late", "/late", "taken_out");
    var id = browser.find("a.btn.danger").getDomAttribute("href").split("/")[2];
    try (var administrator = Browserless.signedIn(console.origin(), ADMIN_TOKEN)) {
      var page = "/subscriptions/" + id;
      assertThat(
              administrator
                  .post(page, page + "/replay", Map.of("since", "2026-11-28T11:00"))
                  .headers()
                  .firstValue("Location")
                  .orElseThrow())
          .endsWith("done=replay&events=1");
      assertThat(awaitCalls("/late", 1)).extracting(Received::event).containsExactly("S41");
      assertThat(administrator.post(page, page + "/replay", Map.of("since", "soon")).statusCode())
          .isEqualTo(422);
      assertThat(administrator.post(page, page + "/secret", Map.of()).statusCode()).isEqualTo(422);
      assertThat(administrator.get("/subscriptions/none").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void a_viewer_reads_the_catalogue_and_nothing_of_the_subscriptions() {
    var tokens = console.bean("apiTokens", ApiTokens.class);
    for (var role : List.of(Role.VIEWER, Role.OPERATOR)) {
      var token = tokens.create("Reader", role, null, null).text();
      try (var viewer = Browserless.signedIn(console.origin(), token)) {
        assertThat(viewer.get("/subscriptions").statusCode()).isEqualTo(403);
        assertThat(viewer.get("/subscriptions/x").body()).contains("Your role does not allow this");
        for (var form :
            List.of(
                "/subscriptions/create",
                "/subscriptions/x/change",
                "/subscriptions/x/enable",
                "/subscriptions/x/secret",
                "/subscriptions/x/example",
                "/subscriptions/x/replay",
                "/subscriptions/x/delete",
                "/subscriptions/events")) {
          assertThat(viewer.post("/", form, Map.of()).statusCode()).as(form).isEqualTo(403);
        }
        assertThat(viewer.get("/subscriptions/events").body()).contains("The decisions have a");
        assertThat(viewer.get("/").body()).doesNotContain("href=\"/subscriptions\"");
        assertThat(viewer.get("/system").body()).contains("href=\"/subscriptions/events\"");
      }
    }
  }

  @Test
  void the_catalogue_has_each_event_with_its_schema_and_a_sample() {
    browser.open("/system");
    browser.press("a", "Events");
    browser.awaitText("h1", "Events");
    assertClean();
    browser.press("a", "verdict");
    browser.awaitText("h1", "verdict");
    assertThat(browser.text("pre")).contains("\"$schema\"", "\"kind\" : \"verdict\"");
    assertClean();
    try (var reader = Browserless.signedIn(console.origin(), ADMIN_TOKEN)) {
      assertThat(reader.get("/subscriptions/events/none").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void everything_works_without_scripts() {
    browser.scripts(false);
    try {
      subscribe("Without scripts", "/plain", "released");
      browser.press("form .btn", "Send");
      assertThat(awaitCalls("/plain", 1)).hasSize(1);
    } finally {
      browser.scripts(true);
    }
  }
}
