package io.proofline.console.page;

import static io.proofline.console.ConsoleInstance.ADMIN_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.console.Browserless;
import io.proofline.console.ConsoleInstance;
import io.proofline.console.TopicFixture;
import io.proofline.console.access.ApiTokens;
import io.proofline.console.access.Role;
import io.proofline.console.browser.ChromeForTests;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
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
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
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
  private static final int PHONE = 390;
  private static final int SCREEN = 1440;

  @TempDir static Path directory;
  private static TopicFixture fixture;
  private static ConsoleInstance console;
  private static ChromeDriver browser;
  private static String axe;

  @BeforeAll
  static void start() {
    browser = ChromeForTests.open(directory.resolve("browser"));
    axe = ChromeForTests.axe();
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
    browser.get(console.origin() + console.bean("signInLinks", SignInLinks.class).create());
    await().atMost(SOON).until(() -> text("h1").contains("wait for you"));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.quit();
    }
    if (console != null) {
      console.close();
      fixture.close();
    }
  }

  @BeforeEach
  void fresh() {
    width(SCREEN);
    var _ = problems();
  }

  private static void width(int pixels) {
    var _ =
        browser.executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", false));
  }

  private static void open(String path) {
    browser.get(console.origin() + path);
  }

  private static WebElement find(String selector) {
    return browser.findElement(By.cssSelector(selector));
  }

  private static List<String> texts(String selector) {
    return browser.findElements(By.cssSelector(selector)).stream()
        .map(WebElement::getText)
        .toList();
  }

  private static String text(String selector) {
    return String.join("\n", texts(selector));
  }

  private static void awaitText(String selector, String part) {
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(text(selector)).contains(part));
  }

  private static void press(String selector, String words) {
    browser.findElements(By.cssSelector(selector)).stream()
        .filter(button -> button.getText().contains(words))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No " + words + " in " + texts(selector)))
        .click();
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
      scripts(false);
    }
    open(path);
    scripts(true);
    scheme("light");
    assertThat(violations()).as("light").isEmpty();
    width(PHONE);
    scheme("dark");
    assertThat(browser.executeScript("return document.documentElement.scrollWidth"))
        .as("width on a phone")
        .isEqualTo((long) PHONE);
    assertThat(violations()).as("dark, on a phone").isEmpty();
    assertThat(problems()).isEmpty();
    assertThat(browser.getTitle()).endsWith("Proofline");
  }

  /** Colours are judged at rest. */
  private static void scheme(String scheme) {
    var _ =
        browser.executeCdpCommand(
            "Emulation.setEmulatedMedia",
            Map.of(
                "features",
                List.of(
                    Map.of("name", "prefers-color-scheme", "value", scheme),
                    Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  private static void scripts(boolean areOn) {
    var _ =
        browser.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !areOn));
  }

  private static List<Object> violations() {
    var _ = browser.executeScript(axe);
    var found =
        browser.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
              .then((result) => done(result.violations.map((each) =>
                each.id + ": " + each.nodes.map((node) => node.target.join(" ")).join(", "))));
            """);
    return new ArrayList<>((List<?>) found);
  }

  /** Errors of scripts, and whatever the Content Security Policy has refused. */
  private static List<String> problems() {
    return browser.manage().logs().get("browser").getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(entry -> entry.getMessage())
        .filter(message -> !message.contains("/reviews/none"))
        .toList();
  }

  @Test
  void a_search_narrows_as_one_types_and_the_address_holds_it() {
    open("/reviews");
    find("input[type=search]").sendKeys("sunset");

    await().atMost(SOON).until(() -> browser.getCurrentUrl().contains("q=sunset"));
    awaitText("#results [aria-live]", "1 photograph");
    awaitText(".card .n", "summit-sunset.jpg");

    open(URI.create(browser.getCurrentUrl()).getRawPath() + "?q=harvest&state=approved");
    assertThat(texts(".card .status")).isNotEmpty().allMatch("Approved"::equals);
    press(".chip[aria-current]", "Approved");
    awaitText("#results [aria-live]", "70 photographs");
  }

  @Test
  void a_slash_leads_to_the_search_and_the_first_tab_to_the_content() {
    open("/reviews");
    find("body").sendKeys("/");
    assertThat(browser.switchTo().activeElement().getDomAttribute("type")).isEqualTo("search");

    open("/");
    find("body").sendKeys(Keys.TAB);
    assertThat(browser.switchTo().activeElement().getText()).isEqualTo("To the content");
  }

  @Test
  void a_change_of_selected_photographs_says_first_how_many_they_are() {
    open("/reviews?q=harvest&sort=file_name");
    var boxes = browser.findElements(By.cssSelector(".card input"));
    boxes.get(0).click();
    new Actions(browser).keyDown(Keys.SHIFT).click(boxes.get(3)).keyUp(Keys.SHIFT).perform();
    assertThat(text("[data-count]")).isEqualTo("4 selected");
    press("[data-selection] .btn", "Read again");

    awaitText("h1", "Read again: 4 photographs?");
    assertThat(texts(".names li")).contains("harvest-010.jpg", "harvest-013.jpg");
    find("textarea").sendKeys("a <look>");
    press("form.act .btn", "Read again 4");

    awaitText("h1", "Read again");
    assertThat(text("#progress")).contains("of 4 done");
    assertThat(texts("#progress td a")).hasSize(4);
  }

  @Test
  void all_of_a_search_is_changed_beyond_its_first_page() {
    open("/reviews?q=harvest");
    find("input[value=search]").click();
    press("[data-selection] .btn", "Pause");

    awaitText("h1", "Pause: 70 photographs?");
    assertThat(text(".names")).contains("and 62 more");
  }

  @Test
  void a_search_that_leaves_nothing_out_can_not_be_changed_at_once() {
    open("/act?kind=withdraw&scope=search&filter=");
    assertThat(text("[role=alert]")).contains("leaves nothing out");
    assertThat(browser.findElements(By.cssSelector("form.act"))).isEmpty();
  }

  @Test
  void failed_calls_of_one_cause_are_tried_again_together() {
    open("/waiting");
    assertThat(text("main")).contains(PagesFixture.CAUSE).doesNotContain("proofline stuck");
    press("button", "Try again");
    awaitText("h1", "Try again: 2 photographs?");
    press("form.act .btn", "Try again");

    awaitText("#progress", "0 of 2 done");
    assertThat(text("#progress")).contains("stored, waits for its turn");
  }

  @Test
  void a_pause_is_made_after_a_question_and_says_whose_it_is_until_it_is_resumed() {
    open("/waiting");
    new Select(find("#target")).selectByVisibleText("Rule Campaign pictures");
    press("form .btn", "Pause");
    awaitText("h1", "Pause: The rule 'Campaign pictures'?");
    press("form.act .btn", "Pause");
    assertThat(browser.getCurrentUrl()).contains("/pause?"); // the browser asks for a reason
    find("textarea").sendKeys("Move to <b>Berlin</b>");
    var _ =
        browser.executeScript(
            "document.querySelector('#until').value = '%s'"
                .formatted(LocalDateTime.now().plusDays(9).truncatedTo(ChronoUnit.MINUTES)));
    press("form.act .btn", "Pause");

    awaitText("[aria-labelledby=pauses]", "The rule 'Campaign pictures' has been paused for");
    assertThat(text("[aria-labelledby=pauses]"))
        .contains("until ", "Move to <b>Berlin</b>", "No photograph waits for its end.");
    assertThat(violations()).isEmpty();
    open("/");
    assertThat(text("main")).contains("The rule 'Campaign pictures' has been paused for");

    open("/waiting");
    press("[aria-labelledby=pauses] .btn", "Resume");
    awaitText("h1", "Resume: The rule 'Campaign pictures'?");
    assertThat(text(".note")).contains("Move to <b>Berlin</b>");
    press("form.act .btn", "Resume");
    awaitText("[aria-labelledby=pauses]", "Nothing is paused.");
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
    open("/reviews/I1");

    assertThat(text(".lead"))
        .startsWith("Brand approved it. Legal has had it since")
        .contains("due");
    assertThat(texts("ol.time q"))
        .contains(PagesFixture.COMMENT.replace("\u2028", ""), "Needed for <press>");
    assertThat(text(".why")).contains("Campaign pictures");
    assertThat(text("main")).contains("No entry is missing").contains("Press kit/2026");
    assertThat(browser.findElements(By.cssSelector("a[href^='javascript']"))).isEmpty();
    find("ol.time details summary").click();
    assertThat(text("ol.time details dl")).contains("Hash");
  }

  @Test
  void a_photograph_leads_to_its_proof_its_versions_and_the_library_without_a_session() {
    open("/reviews/I1");

    assertThat(find(".head a[href='https://ziflow.example/p/2']").getText())
        .isEqualTo("proof in Ziflow");
    assertThat(find(".head a[href='https://library.example/image/I1']").getText())
        .isEqualTo("in the library");
    assertThat(texts(".versions li b")).containsExactly("Version 1", "Version 1", "Version 2");
    assertThat(text(".versions")).contains("Its picture is not kept here.", "Needs changes");
    assertThat(browser.findElements(By.cssSelector(".versions a")))
        .extracting(link -> link.getDomAttribute("href"))
        .containsExactly("https://ziflow.example/p/2");
  }

  @Test
  void a_photograph_that_nothing_happened_to_says_why_not() {
    open("/reviews/I91");

    assertThat(text(".history")).contains("Nothing has happened to it yet.");
    find(".history a").click();
    assertThat(text("#why")).contains("Sent to review by a gallery or a keyword");
  }

  @Test
  void a_page_says_that_it_has_changed_and_does_not_change_by_itself() {
    open("/reviews/I7");
    assertThat(text("[data-live]")).isEmpty();
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          fixture.write(
              fixture.topics().reviews(),
              "I7",
              TopicFixture.review("I7", "paint-brushes.jpg", ReviewState.APPROVED).build());
          assertThat(text("[data-live]")).contains("has changed");
        });
    assertThat(text(".head .status")).isEqualTo("No review needed");
    find("[data-live] a").click();
    awaitText(".head .status", "Approved");
  }

  @Test
  void a_withdrawal_needs_a_reason_also_if_the_browser_does_not_ask_for_one() {
    open("/reviews/I4");
    press("button", "Withdraw");
    awaitText("h1", "Withdraw: " + PagesFixture.QUOTED_NAME + "?");
    press("form.act .btn", "Withdraw");
    assertThat(browser.getCurrentUrl()).contains("/act?"); // the browser asks for it

    var _ = browser.executeScript("document.querySelector('textarea').required = false");
    press("form.act .btn", "Withdraw");
    awaitText("main", "needs a reason");
  }

  @Test
  void names_from_outside_are_text_everywhere() {
    for (var path : List.of("/reviews?sort=file_name", "/reviews/I3", "/waiting", "/record", "/")) {
      open(path);
      assertThat(browser.getTitle()).endsWith("Proofline");
      assertThat(browser.findElements(By.cssSelector("img[src=x], main script, bdi b"))).isEmpty();
    }
    open("/reviews?q=gpj");
    assertThat(text(".card .n")).contains("\uFFFDgpj.exe"); // not turned round into exe.jpg
    open("/reviews/I3");
    awaitText("h1", PagesFixture.SCRIPT_NAME);
  }

  @Test
  void mistakes_of_the_rules_are_marked_while_they_are_typed() {
    open("/rules");
    assertThat(text("#check")).contains("No mistakes");
    var editor = find("textarea");
    editor.sendKeys("colour: red\n");

    awaitText("#check", "1 mistake");
    assertThat(text("#check")).contains("+ colour: red");
    find("#check [data-line]").click();
    assertThat(browser.switchTo().activeElement()).isEqualTo(editor);

    press("form .btn", "Put into force");
    assertThat(text("#check")).contains("1 mistake"); // refused, and the text is still there
    assertThat(find("textarea").getDomProperty("value")).contains("colour: red");
  }

  @Test
  void a_text_of_rules_is_tried_on_a_photograph_and_on_the_last_uploads() {
    open("/rules");
    assertThat(text("main")).contains("Use of the rules in force", "Never matched"); // otherwise
    var editor = find("textarea");
    var changed = PagesFixture.RULES.replace("Campaign pictures", "Campaign <i>films</i>");
    var _ = browser.executeScript("arguments[0].value = arguments[1]", editor, changed);
    find("#asset").sendKeys("fig-in-red-bowl.jpg", Keys.ENTER);

    awaitText("[aria-labelledby=tried]", "Campaign <i>films</i>: Brand, Legal");
    assertThat(text("[aria-labelledby=tried]"))
        .contains("by the rules in force: Campaign pictures");
    assertThat(find("textarea").getDomProperty("value")).isEqualTo(changed);
    assertThat(text("main")).contains("0a1b2c3d4e5f has been in force"); // nothing was pushed
    assertThat(violations()).isEmpty();

    press("form .btn", "Try on the last 200");
    awaitText("[aria-labelledby=tried]", "Campaign pictures → Campaign <i>films</i>");
    assertThat(violations()).isEmpty();
    find("#asset").sendKeys("none.jpg");
    press("form .btn", "Try on it");
    awaitText("[aria-labelledby=tried]", "Nothing is known of an asset 'none.jpg'");
  }

  @Test
  void the_record_is_a_file_with_names_that_a_spreadsheet_takes_for_text() {
    open("/record?asset=I1");
    var action = find("form[action^='/record/export.csv']").getDomAttribute("action");
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
    open("/record");
    press(".btn", "Verify an export");
    find("input[name=export]").sendKeys(export.toString());
    press("form .btn", "Verify");
    awaitText("#result", "Nothing vouches for it");
    assertThat(text("main")).contains("Who signed it is unknown").doesNotContain("Whole");

    find("input[name=export]").sendKeys(export.toString());
    find("textarea[name=key]").sendKeys(SignedExport.KEY.verifyingKey().pem());
    press("form .btn", "Verify");
    awaitText("#result", "Unchanged");
    assertThat(text("[aria-labelledby=result]"))
        .contains("Whole and unchanged.", "q1 <i>.json", SignedExport.KEY.verifyingKey().id());
    assertThat(violations()).isEmpty();

    Files.writeString(export, SignedExport.json().replace("<b>Brand", "<script>1</script>"));
    find("input[name=export]").sendKeys(export.toString());
    press("form .btn", "Verify");
    awaitText("#result", "Something is wrong");
    assertThat(texts("[aria-labelledby=result] li"))
        .contains("Entry 1 of asset I1 was changed: its content no longer gives its hash.");
    width(PHONE);
    assertThat(violations()).isEmpty();
    width(SCREEN);

    Files.write(export, new byte[2_000_000]);
    find("input[name=export]").sendKeys(export.toString());
    press("form .btn", "Verify");
    awaitText("h1", "This can't be done");
    assertThat(text("main")).contains("larger than 1,048,576 bytes");
    var _ = problems(); // the status of the refusal is one
  }

  @Test
  void a_report_has_all_photographs_of_a_collection_and_is_recorded() throws IOException {
    open("/collections");
    find("main a[href^='/collections/one']").click();
    awaitText(".bar", "Report as PDF");
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
    open("/system");
    assertThat(text("[aria-labelledby=apis]"))
        .contains("Ziflow", "PhotoShelter", "No worker reports the state", "none reports");
    assertThat(text("[aria-labelledby=lanes]"))
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
    open("/system");
    find("input[name=name]").sendKeys("Reader");
    press("form .btn", "Make");
    awaitText("[role=status]", "plt_");
    var token = text("[role=status] code");
    open("/system");
    assertThat(text("main")).contains("Reader").doesNotContain("plt_");

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
    scripts(false);
    try {
      open("/reviews");
      find("input[type=search]").sendKeys("sunset", Keys.ENTER);
      await().atMost(SOON).until(() -> browser.getCurrentUrl().contains("q=sunset"));
      find(".card .n").click();
      awaitText("h1", "summit-sunset.jpg");
    } finally {
      scripts(true);
    }
  }
}
