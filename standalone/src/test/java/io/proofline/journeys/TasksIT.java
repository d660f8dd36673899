package io.proofline.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.proofline.standalone.DataDirectory;
import io.proofline.standalone.DemoInstallation;
import io.proofline.standalone.Ports;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Five tasks of each role on the pages of a running demo, in a browser. Each leaves its time and a
 * picture in the directory of the system property {@code walk-through}; docs/walk-through.md shows
 * them.
 *
 * <p>Longer than 300 lines because all tasks share one demo, and later ones find what earlier ones
 * did.
 */
class TasksIT {

  private static final String FOUND = "summit-sunset.jpg";
  private static final String APPROVED = "aizkorri-ridge.jpg";
  private static final String UNTOUCHED = "two-friends.jpg";
  private static final List<String> REFUSED = List.of("forest-stream.jpg", "dandelion-field.jpg");

  private static final Path PICTURES =
      Path.of(System.getProperty("walk-through", "target/walk-through"));

  @TempDir static Path directory;
  private static final List<String> times = new ArrayList<>();
  private static DemoInstallation demo;
  private static JourneyEnvironment environment;
  private static JourneyHttpClient http;
  private static TaskBrowser browser;

  private enum Role {
    EDITOR("Photo editor", "operator"),
    ADMINISTRATOR("Administrator", "administrator"),
    ON_CALL("Person on call", "operator"),
    COMPLIANCE("Compliance officer", "viewer");

    private final String title;
    private final String role;

    Role(String title, String role) {
      this.title = title;
      this.role = role;
    }
  }

  private record Task(String title, Runnable steps) {}

  @BeforeAll
  static void startDemo() {
    var installation = new DemoInstallation(DataDirectory.temporary(), Ports.free(), _ -> {});
    demo = installation;
    var at = installation.start();
    environment = new JourneyEnvironment(at, new PollingWait(PollingWait.DEFAULT_TIMEOUT, _ -> {}));
    http = new JourneyHttpClient();
    browser = new TaskBrowser(directory.resolve("browser"), at.console());
    browser.signIn(token(Role.EDITOR));
    Stream.of(FOUND, APPROVED).forEach(TasksIT::sendToReview);
    browser.openUntil(page(FOUND), ".lead", "has had it");
    browser.openUntil(page(APPROVED), ".lead", "has had it");
    environment.library().addKeyword(asset(APPROVED), "press");
    environment.proofing().decide(proof(APPROVED), ReviewerSteps.APPROVED);
    browser.openUntil(page(APPROVED), ".head .status", "Approved");
  }

  @AfterAll
  static void stopDemo() throws IOException {
    if (browser != null) {
      Files.createDirectories(PICTURES);
      Files.writeString(PICTURES.resolve("times.csv"), String.join("", times));
      browser.close();
    }
    http.close();
    environment.close();
    demo.close();
  }

  @TestFactory
  Stream<DynamicContainer> each_role_does_its_first_weeks_work() {
    return Stream.of(Role.values())
        .map(role ->
            dynamicContainer(
                role.title,
                Stream.concat(
                    Stream.of(dynamicTest("signs in", () -> browser.signIn(token(role)))),
                    tasks(role).stream()
                        .map(task -> dynamicTest(task.title, () -> play(role, task))))));
  }

  private static void play(Role role, Task task) {
    var name =
        "%s-%s"
            .formatted(
                role.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                task.title
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^a-z]+", "-")
                    .replaceAll("^-|-$", ""));
    long start = System.nanoTime();
    try {
      task.steps.run();
      long millis = (System.nanoTime() - start) / 1_000_000;
      times.add("%s,%s,%d\n".formatted(role.title, task.title, millis));
    } finally {
      browser.photograph(PICTURES.resolve(name + ".jpg"));
    }
  }

  private static List<Task> tasks(Role role) {
    return switch (role) {
      case EDITOR ->
          List.of(
              new Task("Find a photograph and its present stage", TasksIT::findAPhotograph),
              new Task("Send a photograph to review", TasksIT::sendOneToReview),
              new Task("Withdraw it with a reason", TasksIT::withdrawIt),
              new Task("Take the withdrawal back", TasksIT::takeTheWithdrawalBack),
              new Task("See the open reviews of a collection", TasksIT::lookAtACollection));
      case ADMINISTRATOR ->
          List.of(
              new Task("Try changed rules on the last uploads", TasksIT::tryRules),
              new Task("Put rules into force with a note", TasksIT::pushRules),
              new Task("Roll rules back", TasksIT::rollBack),
              new Task("Make a token for a program and revoke it", TasksIT::makeAToken),
              new Task("Erase a person", TasksIT::eraseAPerson));
      case ON_CALL ->
          List.of(
              new Task("See what fails and why", TasksIT::seeWhatFails),
              new Task("Read the calls and their answers", TasksIT::readTheCalls),
              new Task("Pause Ziflow until it is mended", TasksIT::pauseZiflow),
              new Task("Resume it", TasksIT::resumeZiflow),
              new Task("Try all failed calls of one cause again", TasksIT::tryAgain));
      case COMPLIANCE ->
          List.of(
              new Task("See who approved a photograph and when", TasksIT::whoApproved),
              new Task("Find all decisions of today", TasksIT::decisionsOfToday),
              new Task("See who changed the rules", TasksIT::whoChangedTheRules),
              new Task("See where a photograph is published", TasksIT::whereItIsSeen),
              new Task("Check that no entry is missing", TasksIT::noEntryIsMissing));
    };
  }

  private static void findAPhotograph() {
    browser.open("/reviews");
    browser.type("input[type=search]", "SUMMIT");
    browser.awaitText("#results [aria-live]", "1 photograph");
    browser.press(".card a", FOUND);
    browser.awaitText(".lead", "Photo desk has had it");
  }

  private static void sendOneToReview() {
    browser.open("/reviews?q=two-friends");
    browser.press(".card a", UNTOUCHED);
    browser.awaitText(".history", "Nothing has happened to it yet");
    browser.press("Send to review");
    browser.awaitText("h1", "Send to review: " + UNTOUCHED);
    browser.type("#reason", "For the annual report");
    browser.press("form.act button", "Send to review");
    browser.awaitText("#progress .lead", "It is done");
    browser.openUntil(page(UNTOUCHED), ".lead", "has had it");
    assertThat(browser.text(".history")).contains("For the annual report");
  }

  private static void withdrawIt() {
    browser.open(page(UNTOUCHED));
    browser.press("Withdraw");
    browser.type("#reason", "The model release is missing");
    browser.press("form.act button", "Withdraw");
    browser.awaitText("#progress .lead", "It is done");
    browser.openUntil(page(UNTOUCHED), ".head .status", "Withdrawn");
    browser.openUntil(page(UNTOUCHED), ".history", "The model release is missing");
  }

  private static void takeTheWithdrawalBack() {
    browser.open(page(UNTOUCHED));
    browser.press("Take the withdrawal back");
    browser.type("#reason", "The release has come");
    browser.press("form.act button", "Take the withdrawal back");
    browser.awaitText("#progress .lead", "It is done");
    browser.openUntil(page(UNTOUCHED), ".history", "The release has come");
    assertThat(browser.text(".head .status")).isNotEqualTo("Withdrawn");
  }

  private static void lookAtACollection() {
    browser.openUntil("/collections", "#results", "Campaigns");
    browser.press("#results a", "Campaigns");
    browser.awaitText(".lead", "One is open. Photo desk has 1.");
    assertThat(browser.text(".card .n")).contains(FOUND, APPROVED);
  }

  private static void tryRules() {
    browser.open("/rules");
    browser.replace("#text", changedRules());
    browser.awaitText("#check", "No mistakes");
    browser.press("Try on the last 200 uploads");
    browser.awaitText("[aria-labelledby=tried]", "Event images → Event pictures");
    assertThat(browser.text("[aria-labelledby=tried]")).contains("Nothing was changed");
  }

  private static void pushRules() {
    browser.open("/rules");
    browser.replace("#text", changedRules());
    browser.type("#note", "They are pictures now");
    browser.press("Put into force");
    browser.awaitText("[role=status]", "is in force from now on");
    browser.openUntil("/rules", "#text", "Event pictures");
  }

  private static String changedRules() {
    return browser.text("#text").replace("Event images", "Event pictures");
  }

  private static void rollBack() {
    browser.open("/rules");
    browser.press("Roll back");
    browser.awaitText("[role=status]", "is in force from now on");
    browser.openUntil("/rules", "#text", "Event images");
  }

  private static void makeAToken() {
    browser.open("/system");
    browser.type("input[name=name]", "Statistics");
    browser.press("form button", "Make");
    browser.awaitText("[role=status]", "plt_");
    var token = browser.text("[role=status] code");
    assertThat(status(token)).isEqualTo(200);
    browser.press("[aria-label='Revoke Statistics']", "Revoke");
    browser.openUntil("/system", "main", "Revoked");
    assertThat(status(token)).isEqualTo(401);
  }

  private static int status(String token) {
    return http.status(
        HttpRequest.newBuilder(environment.addresses().console().resolve("/api/v1/reviews"))
            .header("Authorization", "Bearer " + token));
  }

  private static void eraseAPerson() {
    browser.open("/record");
    browser.type("input[name=email]", "guest@example.com");
    browser.type("input[name=again]", "guest@example.com");
    browser.press("form button", "Erase");
    browser.awaitText("[role=status]", "erasure is requested");
  }

  private static void seeWhatFails() {
    environment
        .faults()
        .inject(
            "ziflow",
            Map.of("method", "POST", "path", "/v1/proofs", "status", 422, "times", 1_000_000));
    REFUSED.forEach(TasksIT::sendToReview);
    browser.openUntil("/waiting", "main", "2 photographs");
    browser.openUntil("/", "h1", "wait for you");
    browser.press("See what to do");
    browser.awaitText("main", "422");
  }

  private static void readTheCalls() {
    browser.open(page(REFUSED.getFirst()));
    assertThat(browser.text(".note")).contains("422");
    browser.press("summary", "Calls to both services");
    browser.awaitText(".history table", "422");
  }

  private static void pauseZiflow() {
    browser.open("/waiting");
    browser.press("#target option", "Ziflow");
    browser.press("form button", "Pause");
    browser.awaitText("h1", "Pause");
    browser.type("#reason", "Ziflow refuses all proofs; their support knows");
    browser.press("form.act button", "Pause");
    browser.openUntil("/", "main", "their support knows");
  }

  private static void resumeZiflow() {
    browser.open("/waiting");
    browser.press("a", "Resume");
    browser.type("#reason", "Mended");
    browser.press("form.act button", "Resume");
    browser.openUntil("/waiting", "[aria-labelledby=pauses]", "Nothing is paused");
    environment.faults().clear();
  }

  private static void tryAgain() {
    browser.open("/waiting");
    browser.press("button", "Try again");
    browser.awaitText("h1", "Try again: 2 photographs?");
    browser.press("form.act button", "Try again");
    browser.awaitText("#progress .lead", "All 2 are done");
    browser.openUntil("/waiting", "main", "Nothing waits for a person");
  }

  private static void whoApproved() {
    browser.open("/reviews");
    browser.photograph(PICTURES.resolve("reviews.jpg"));
    browser.press(".card a", APPROVED);
    browser.awaitText(".history", "approved");
  }

  private static void decisionsOfToday() {
    browser.open("/");
    browser.press("nav.main a", "Record");
    browser.press("select[name=kind] option", "ecision");
    browser.press("form.fields button", "Search");
    browser.awaitText("ol.time", APPROVED);
  }

  private static void whoChangedTheRules() {
    browser.open("/record?kind=rules_pushed");
    assertThat(browser.text("ol.time"))
        .contains("administrator@example.com", "They are pictures now");
  }

  private static void whereItIsSeen() {
    browser.open(page(APPROVED));
    assertThat(browser.text("main")).contains("Press kit/");
  }

  private static void noEntryIsMissing() {
    browser.open(page(APPROVED));
    assertThat(browser.text(".history")).contains("No entry is missing or was changed");
  }

  private static void sendToReview(String fileName) {
    environment
        .library()
        .addToGallery(
            asset(fileName), environment.library().gallery(PhotographerSteps.SEND_TO_REVIEW));
  }

  private static String page(String fileName) {
    return "/reviews/" + asset(fileName);
  }

  private static String asset(String fileName) {
    return sandbox("/admin/photoshelter/media")
        .valueStream()
        .filter(media -> media.path("file_name").asString().equals(fileName))
        .map(media -> media.path("id").asString())
        .findFirst()
        .orElseThrow();
  }

  private static String proof(String fileName) {
    return environment.proofing().proofsOf(asset(fileName)).getFirst().path("id").asString();
  }

  private static JsonNode sandbox(String path) {
    return http.exchange(HttpRequest.newBuilder(environment.addresses().sandbox().resolve(path)));
  }

  private static String token(Role role) {
    var made =
        http.exchange(
            HttpRequest.newBuilder(environment.addresses().console().resolve("/api/v1/tokens"))
                .header(
                    "Authorization", "Bearer " + environment.addresses().secrets().consoleToken())
                .header("Content-Type", "application/json")
                .POST(
                    JourneyHttpClient.json(
                        Map.of(
                            "name",
                            role.title,
                            "role",
                            role.role,
                            "email",
                            role.name().toLowerCase(Locale.ROOT) + "@example.com"))));
    return made.path("token").asString();
  }
}
