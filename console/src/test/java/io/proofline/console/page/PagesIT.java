package io.proofline.console.page;

import static io.proofline.console.ConsoleInstance.ADMIN_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.console.Browserless;
import io.proofline.console.ConsoleInstance;
import io.proofline.console.TopicFixture;
import io.proofline.console.access.ApiTokens;
import io.proofline.console.access.Role;
import io.proofline.console.browser.PageBrowser;
import io.proofline.console.session.SignInLinks;
import io.proofline.console.verification.SignedExport;
import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.avro.ReviewState;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.Select;

/**
 * The pages in a browser, with hostile names in all places.
 *
 * <p>Longer than 300 lines because it plays the main path of every page in one console and one
 * browser.
 */
class PagesIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path directory;
  private static TopicFixture fixture;
  private static ConsoleInstance console;
  private static PageBrowser browser;

  @BeforeAll
  static void start() {
    browser = new PageBrowser(directory.resolve("browser"));
    var kafka = KafkaForTests.connection("console.pages.");
    fixture = new TopicFixture(kafka);
    new PagesFixture(fixture).write();
    console =
        ConsoleInstance.start(
            kafka,
            List.of(
                "database.directory=" + directory.resolve("data"),
                "verification.largest-export=1MB",
                "library-url=https://library.example/image/{asset}"));
    await().atMost(SOON).until(() -> console.get("/api/v1/reviews/I90").statusCode() == 200);
    browser.signIn(console.origin(), console.bean("signInLinks", SignInLinks.class).create());
    browser.awaitText("h1", "wait for you");
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (console != null) {
      console.close();
      fixture.close();
    }
  }

  @BeforeEach
  void fresh() {
    browser.width(PageBrowser.SCREEN);
    var _ = problems();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/reviews",
        "/reviews?view=rows&state=stuck",
        "/reviews?q=nothing-has-this-name",
        "/reviews/I1",
        "/reviews/I2",
        "/reviews/I5",
        "/reviews/I91",
        "/reviews/none",
        "/act?kind=withdraw&asset=I3&asset=I4&asset=I5&asset=I6&scope=selected",
        "/act?kind=go_ahead",
        "/pause?target=all",
        "/pause?target=rule:Campaign%20pictures",
        "/resume?target=ziflow",
        "/waiting",
        "/collections",
        "/collections/one?path=Campaigns/Autumn%20100%25%20%26%20%3Cb%3Emore",
        "/record",
        "/record/verification",
        "/rules",
        "/system",
        "/sign-in",
        "/sign-in?link=x",
      })
  void a_page_is_clean_for_everyone_fits_a_phone_and_breaks_no_policy(String path) {
    if (path.contains("link=")) {
      // without its script, which would send the form
      browser.scripts(false);
    }
    browser.open(path);
    browser.scripts(true);
    browser.scheme("light");
    assertThat(browser.violations()).as("light").isEmpty();
    browser.width(PageBrowser.PHONE);
    browser.scheme("dark");
    assertThat(browser.contentWidth()).as("width on a phone").isEqualTo(PageBrowser.PHONE);
    assertThat(browser.violations()).as("dark, on a phone").isEmpty();
    assertThat(problems()).isEmpty();
    assertThat(browser.driver().getTitle()).endsWith("Proofline");
  }

  /** Errors of scripts, and whatever the Content Security Policy has refused. */
  private static List<String> problems() {
    return browser.problems().stream()
        .filter(message -> !message.contains("/reviews/none"))
        .toList();
  }

  @Test
  void a_search_narrows_as_one_types_and_the_address_holds_it() {
    browser.open("/reviews");
    browser.find("input[type=search]").sendKeys("sunset");

    await().atMost(SOON).until(() -> browser.driver().getCurrentUrl().contains("q=sunset"));
    browser.awaitText("#results [aria-live]", "1 photograph");
    browser.awaitText(".card .n", "summit-sunset.jpg");

    browser.open(
        URI.create(browser.driver().getCurrentUrl()).getRawPath() + "?q=harvest&state=approved");
    assertThat(browser.texts(".card .status")).isNotEmpty().allMatch("Approved"::equals);
    browser.press(".chip[aria-current]", "Approved");
    browser.awaitText("#results [aria-live]", "70 photographs");
  }

  @Test
  void a_slash_leads_to_the_search_and_the_first_tab_to_the_content() {
    browser.open("/reviews");
    browser.find("body").sendKeys("/");
    assertThat(browser.driver().switchTo().activeElement().getDomAttribute("type"))
        .isEqualTo("search");

    browser.open("/");
    browser.find("body").sendKeys(Keys.TAB);
    assertThat(browser.driver().switchTo().activeElement().getText()).isEqualTo("To the content");
  }

  @Test
  void a_change_of_selected_photographs_says_first_how_many_they_are() {
    browser.open("/reviews?q=harvest&sort=file_name");
    var boxes = browser.driver().findElements(By.cssSelector(".card input"));
    boxes.get(0).click();
    new Actions(browser.driver())
        .keyDown(Keys.SHIFT)
        .click(boxes.get(3))
        .keyUp(Keys.SHIFT)
        .perform();
    assertThat(browser.text("[data-count]")).isEqualTo("4 selected");
    browser.press("[data-selection] .btn", "Read again");

    browser.awaitText("h1", "Read again: 4 photographs?");
    assertThat(browser.texts(".names li")).contains("harvest-010.jpg", "harvest-013.jpg");
    browser.find("textarea").sendKeys("a <look>");
    browser.press("form.act .btn", "Read again 4");

    browser.awaitText("h1", "Read again");
    assertThat(browser.text("#progress")).contains("of 4 done");
    assertThat(browser.texts("#progress td a")).hasSize(4);
  }

  @Test
  void all_of_a_search_is_changed_beyond_its_first_page() {
    browser.open("/reviews?q=harvest");
    browser.find("input[value=search]").click();
    browser.press("[data-selection] .btn", "Pause");

    browser.awaitText("h1", "Pause: 70 photographs?");
    assertThat(browser.text(".names")).contains("and 62 more");
  }

  @Test
  void a_search_that_leaves_nothing_out_can_not_be_changed_at_once() {
    browser.open("/act?kind=withdraw&scope=search&filter=");
    assertThat(browser.text("[role=alert]")).contains("leaves nothing out");
    assertThat(browser.driver().findElements(By.cssSelector("form.act"))).isEmpty();
  }

  @Test
  void failed_calls_of_one_cause_are_tried_again_together() {
    browser.open("/waiting");
    assertThat(browser.text("main")).contains(PagesFixture.CAUSE).doesNotContain("proofline stuck");
    browser.press("button", "Try again");
    browser.awaitText("h1", "Try again: 2 photographs?");
    browser.press("form.act .btn", "Try again");

    browser.awaitText("#progress", "0 of 2 done");
    assertThat(browser.text("#progress")).contains("stored, waits for its turn");
  }

  @Test
  void a_pause_is_made_after_a_question_and_says_whose_it_is_until_it_is_resumed() {
    browser.open("/waiting");
    new Select(browser.find("#target")).selectByVisibleText("Rule Campaign pictures");
    browser.press("form .btn", "Pause");
    browser.awaitText("h1", "Pause: The rule 'Campaign pictures'?");
    browser.press("form.act .btn", "Pause");
    assertThat(browser.driver().getCurrentUrl())
        .contains("/pause?"); // the browser asks for a reason
    browser.find("textarea").sendKeys("Move to <b>Berlin</b>");
    var _ =
        browser
            .driver()
            .executeScript(
                "document.querySelector('#until').value = '%s'"
                    .formatted(LocalDateTime.now().plusDays(9).truncatedTo(ChronoUnit.MINUTES)));
    browser.press("form.act .btn", "Pause");

    browser.awaitText(
        "[aria-labelledby=pauses]", "The rule 'Campaign pictures' has been paused for");
    assertThat(browser.text("[aria-labelledby=pauses]"))
        .contains("until ", "Move to <b>Berlin</b>", "No photograph waits for its end.");
    assertThat(browser.violations()).isEmpty();
    browser.open("/");
    assertThat(browser.text("main")).contains("The rule 'Campaign pictures' has been paused for");

    browser.open("/waiting");
    browser.press("[aria-labelledby=pauses] .btn", "Resume");
    browser.awaitText("h1", "Resume: The rule 'Campaign pictures'?");
    assertThat(browser.text(".note")).contains("Move to <b>Berlin</b>");
    browser.press("form.act .btn", "Resume");
    browser.awaitText("[aria-labelledby=pauses]", "Nothing is paused.");
  }

  @Test
  void a_pause_of_an_unknown_rule_of_the_past_or_without_a_reason_is_refused() {
    try (var administrator = Browserless.signedIn(console.origin(), ADMIN_TOKEN)) {
      for (var wrong :
          List.of(
              Map.of("target", "rule:None", "reason", "x"),
              Map.of("target", "zif", "reason", "x"),
              Map.of("target", "ziflow", "reason", " "),
              Map.of("target", "ziflow", "reason", "x", "until", "2020-01-01T00:00"),
              Map.of("target", "ziflow", "reason", "x", "until", "soon"))) {
        assertThat(administrator.post("/waiting", "/pause", wrong).statusCode())
            .as("%s", wrong)
            .isEqualTo(422);
      }
      assertThat(administrator.get("/waiting").body()).contains("Nothing is paused.");
    }
  }

  @Test
  void a_photograph_says_who_has_it_and_all_that_happened() {
    browser.open("/reviews/I1");

    assertThat(browser.text(".lead"))
        .startsWith("Brand approved it. Legal has had it since")
        .contains("due");
    assertThat(browser.texts("ol.time q"))
        .contains(PagesFixture.COMMENT.replace("\u2028", ""), "Needed for <press>");
    assertThat(browser.text(".why")).contains("Campaign pictures");
    assertThat(browser.text("main")).contains("No entry is missing").contains("Press kit/2026");
    assertThat(browser.driver().findElements(By.cssSelector("a[href^='javascript']"))).isEmpty();
    browser.find("ol.time details summary").click();
    assertThat(browser.text("ol.time details dl")).contains("Hash");
  }

  @Test
  void a_photograph_leads_to_its_proof_its_versions_and_the_library_without_a_session() {
    browser.open("/reviews/I1");

    assertThat(browser.find(".head a[href='https://ziflow.example/p/2']").getText())
        .isEqualTo("proof in Ziflow");
    assertThat(browser.find(".head a[href='https://library.example/image/I1']").getText())
        .isEqualTo("in the library");
    assertThat(browser.texts(".versions li b"))
        .containsExactly("Version 1", "Version 1", "Version 2");
    assertThat(browser.text(".versions"))
        .contains("Its picture is not kept here.", "Needs changes");
    assertThat(browser.driver().findElements(By.cssSelector(".versions a")))
        .extracting(link -> link.getDomAttribute("href"))
        .containsExactly("https://ziflow.example/p/2");
  }

  @Test
  void a_photograph_that_nothing_happened_to_says_why_not() {
    browser.open("/reviews/I91");

    assertThat(browser.text(".history")).contains("Nothing has happened to it yet.");
    browser.find(".history a").click();
    assertThat(browser.text("#why")).contains("Sent to review by a gallery or a keyword");
  }

  @Test
  void a_page_says_that_it_has_changed_and_does_not_change_by_itself() {
    browser.open("/reviews/I7");
    assertThat(browser.text("[data-live]")).isEmpty();
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          fixture.write(
              fixture.topics().reviews(),
              "I7",
              TopicFixture.review("I7", "paint-brushes.jpg", ReviewState.APPROVED).build());
          assertThat(browser.text("[data-live]")).contains("has changed");
        });
    assertThat(browser.text(".head .status")).isEqualTo("No review needed");
    browser.find("[data-live] a").click();
    browser.awaitText(".head .status", "Approved");
  }

  @Test
  void a_withdrawal_needs_a_reason_also_if_the_browser_does_not_ask_for_one() {
    browser.open("/reviews/I4");
    browser.press("button", "Withdraw");
    browser.awaitText("h1", "Withdraw: " + PagesFixture.QUOTED_NAME + "?");
    browser.press("form.act .btn", "Withdraw");
    assertThat(browser.driver().getCurrentUrl()).contains("/act?"); // the browser asks for it

    var _ = browser.driver().executeScript("document.querySelector('textarea').required = false");
    browser.press("form.act .btn", "Withdraw");
    browser.awaitText("main", "needs a reason");
  }

  @Test
  void names_from_outside_are_text_everywhere() {
    for (var path : List.of("/reviews?sort=file_name", "/reviews/I3", "/waiting", "/record", "/")) {
      browser.open(path);
      assertThat(browser.driver().getTitle()).endsWith("Proofline");
      assertThat(browser.driver().findElements(By.cssSelector("img[src=x], main script, bdi b")))
          .isEmpty();
    }
    browser.open("/reviews?q=gpj");
    assertThat(browser.text(".card .n")).contains("\uFFFDgpj.exe"); // not turned round into exe.jpg
    browser.open("/reviews/I3");
    browser.awaitText("h1", PagesFixture.SCRIPT_NAME);
  }

  @Test
  void mistakes_of_the_rules_are_marked_while_they_are_typed() {
    browser.open("/rules");
    assertThat(browser.text("#check")).contains("No mistakes");
    var editor = browser.find("textarea");
    editor.sendKeys("colour: red\n");

    browser.awaitText("#check", "1 mistake");
    assertThat(browser.text("#check")).contains("+ colour: red");
    browser.find("#check [data-line]").click();
    assertThat(browser.driver().switchTo().activeElement()).isEqualTo(editor);

    browser.press("form .btn", "Put into force");
    assertThat(browser.text("#check"))
        .contains("1 mistake"); // refused, and the text is still there
    assertThat(browser.find("textarea").getDomProperty("value")).contains("colour: red");
  }

  @Test
  void a_text_of_rules_is_tried_on_a_photograph_and_on_the_last_uploads() {
    browser.open("/rules");
    assertThat(browser.text("main"))
        .contains("Use of the rules in force", "Never matched"); // otherwise
    var editor = browser.find("textarea");
    var changed = PagesFixture.RULES.replace("Campaign pictures", "Campaign <i>films</i>");
    var _ = browser.driver().executeScript("arguments[0].value = arguments[1]", editor, changed);
    browser.find("#asset").sendKeys("fig-in-red-bowl.jpg", Keys.ENTER);

    browser.awaitText("[aria-labelledby=tried]", "Campaign <i>films</i>: Brand, Legal");
    assertThat(browser.text("[aria-labelledby=tried]"))
        .contains("by the rules in force: Campaign pictures");
    assertThat(browser.find("textarea").getDomProperty("value")).isEqualTo(changed);
    assertThat(browser.text("main"))
        .contains("0a1b2c3d4e5f has been in force"); // nothing was pushed
    assertThat(browser.violations()).isEmpty();

    browser.press("form .btn", "Try on the last 200");
    browser.awaitText("[aria-labelledby=tried]", "Campaign pictures → Campaign <i>films</i>");
    assertThat(browser.violations()).isEmpty();
    browser.find("#asset").sendKeys("none.jpg");
    browser.press("form .btn", "Try on it");
    browser.awaitText("[aria-labelledby=tried]", "Nothing is known of an asset 'none.jpg'");
  }

  @Test
  void the_record_is_a_file_with_names_that_a_spreadsheet_takes_for_text() {
    browser.open("/record?asset=I1");
    var action = browser.find("form[action^='/record/export.csv']").getDomAttribute("action");
    try (var reader = Browserless.signedIn(console.origin(), ADMIN_TOKEN)) {
      var file = reader.post("/record", action, Map.of());
      assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
          .contains("record.csv");
      assertThat(file.body()).startsWith("entered_at,occurred_at,asset_id,file_name");
      assertThat(file.body().lines().skip(1)).hasSizeGreaterThanOrEqualTo(5);
      assertThat(file.body()).contains("\"summit-sunset.jpg\"").contains("\"Ann Brand\"");
      assertThat(reader.post("/record", action.replace("csv", "json"), Map.of()).body())
          .contains("\"file_name\":\"summit-sunset.jpg\"");
      // a download is an act of the record, which another site's link must not cause
      assertThat(reader.post(action, Map.of(), "").statusCode()).isEqualTo(403);
      assertThat(reader.get(action).statusCode()).isEqualTo(405);
    }
  }

  @Test
  void an_export_is_verified_with_a_pasted_key_and_never_whole_without_one() throws IOException {
    var export = directory.resolve("q1 <i>.json");
    Files.writeString(export, SignedExport.json());
    browser.open("/record");
    browser.press(".btn", "Verify an export");
    browser.find("input[name=export]").sendKeys(export.toString());
    browser.press("form .btn", "Verify");
    browser.awaitText("#result", "Nothing vouches for it");
    assertThat(browser.text("main")).contains("Who signed it is unknown").doesNotContain("Whole");

    browser.find("input[name=export]").sendKeys(export.toString());
    browser.find("textarea[name=key]").sendKeys(SignedExport.KEY.verifyingKey().pem());
    browser.press("form .btn", "Verify");
    browser.awaitText("#result", "Unchanged");
    assertThat(browser.text("[aria-labelledby=result]"))
        .contains("Whole and unchanged.", "q1 <i>.json", SignedExport.KEY.verifyingKey().id());
    assertThat(browser.violations()).isEmpty();

    Files.writeString(export, SignedExport.json().replace("<b>Brand", "<script>1</script>"));
    browser.find("input[name=export]").sendKeys(export.toString());
    browser.press("form .btn", "Verify");
    browser.awaitText("#result", "Something is wrong");
    assertThat(browser.texts("[aria-labelledby=result] li"))
        .contains("Entry 1 of asset I1 was changed: its content no longer gives its hash.");
    browser.width(PageBrowser.PHONE);
    assertThat(browser.violations()).isEmpty();
    browser.width(PageBrowser.SCREEN);

    Files.write(export, new byte[2_000_000]);
    browser.find("input[name=export]").sendKeys(export.toString());
    browser.press("form .btn", "Verify");
    browser.awaitText("h1", "This can't be done");
    assertThat(browser.text("main")).contains("larger than 1,048,576 bytes");
    var _ = problems(); // the status of the refusal is one
  }

  @Test
  void a_report_has_all_photographs_of_a_collection_and_is_recorded() throws IOException {
    browser.open("/collections");
    browser.find("main a[href^='/collections/one']").click();
    browser.awaitText(".bar", "Report as PDF");
    try (var reader = Browserless.signedIn(console.origin(), ADMIN_TOKEN)) {
      var form = Map.of("collection", PagesFixture.COLLECTION);
      assertThat(reader.post("/record/export.pdf", form, "").statusCode()).isEqualTo(403);
      assertThat(reader.post("/record", "/record/export.pdf", Map.of()).statusCode())
          .isEqualTo(404);
      var file = reader.postForFile("/record", "/record/export.pdf", form);
      try (var document = Loader.loadPDF(file)) {
        assertThat(new PDFTextStripper().getText(document))
            .contains("Collection " + PagesFixture.COLLECTION, "of 6 photographs")
            .contains("summit-sunset.jpg", "Ann Brand approved", "Needed for <press>")
            .contains("6 photographs are without a picture", "proofline audit verify");
      }
    }
  }

  @Test
  void the_system_page_says_how_both_services_are_and_how_much_work_waits() {
    browser.open("/system");
    assertThat(browser.text("[aria-labelledby=apis]"))
        .contains("Ziflow", "PhotoShelter", "No worker reports the state", "none reports");
    assertThat(browser.text("[aria-labelledby=lanes]"))
        .contains("Ziflow, at once", "Stream processor: intake", "Last success");
  }

  @Test
  void a_person_is_erased_only_by_the_same_address_twice() {
    try (var administrator = Browserless.signedIn(console.origin(), ADMIN_TOKEN)) {
      var wrong =
          administrator.post(
              "/record",
              "/people/erase",
              Map.of("email", "eve@example.com", "again", "adam@example.com"));
      assertThat(wrong.statusCode()).isEqualTo(422);
      var done =
          administrator.post(
              "/record",
              "/people/erase",
              Map.of("email", "eve@example.com", "again", "eve@example.com"));
      assertThat(done.headers().firstValue("Location").orElseThrow()).contains("erased=");
    }
  }

  @Test
  void a_token_is_shown_once_and_its_viewer_sees_no_button_and_may_send_no_form() {
    browser.open("/system");
    browser.find("input[name=name]").sendKeys("Reader");
    browser.press("form .btn", "Make");
    browser.awaitText("[role=status]", "plt_");
    var token = browser.text("[role=status] code");
    browser.open("/system");
    assertThat(browser.text("main")).contains("Reader").doesNotContain("plt_");

    try (var viewer = Browserless.signedIn(console.origin(), token)) {
      assertThat(viewer.get("/reviews/I2").body())
          .contains("fig-in-red-bowl.jpg")
          .doesNotContain("name=\"kind\"");
      assertThat(viewer.get("/rules").body()).doesNotContain("Put into force");
      assertThat(viewer.get("/record/verification").body()).contains("Verify");
      for (var form :
          List.of(
              "/act",
              "/pause",
              "/resume",
              "/rules/push",
              "/people/erase",
              "/tokens/create",
              "/system/rebuild")) {
        assertThat(viewer.post("/", form, Map.of()).statusCode()).as(form).isEqualTo(403);
      }
    }
  }

  @Test
  void an_operator_may_change_photographs_but_not_rules() {
    var tokens = console.bean("apiTokens", ApiTokens.class);
    var token = tokens.create("Desk", Role.OPERATOR, null, null).text();
    try (var operator = Browserless.signedIn(console.origin(), token)) {
      assertThat(operator.post("/", "/rules/push", Map.of()).statusCode()).isEqualTo(403);
      var asked = operator.get("/act?kind=reread&asset=I7&scope=selected").body();
      var key = asked.replaceFirst("(?s).*name=\"key\" value=\"([^\"]+)\".*", "$1");
      var fields = Map.of("kind", "reread", "filter", "asset=I7", "key", key, "reason", "look");
      var first = operator.post("/", "/act", fields);
      var again = operator.post("/", "/act", fields);
      assertThat(first.headers().firstValue("Location")).contains("/acts/" + key);
      assertThat(again.headers().firstValue("Location")).contains("/acts/" + key);
      assertThat(operator.get("/acts/" + key).body()).contains("paint-brushes.jpg");
    }
  }

  @Test
  void everything_can_be_read_and_searched_without_scripts() {
    browser.scripts(false);
    try {
      browser.open("/reviews");
      browser.find("input[type=search]").sendKeys("sunset", Keys.ENTER);
      await().atMost(SOON).until(() -> browser.driver().getCurrentUrl().contains("q=sunset"));
      browser.find(".card .n").click();
      browser.awaitText("h1", "summit-sunset.jpg");
    } finally {
      browser.scripts(true);
    }
  }
}
