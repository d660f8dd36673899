package io.proofline.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import io.proofline.journeys.Journey.Audience;
import io.proofline.journeys.Journey.Claim.NotYet;
import io.proofline.journeys.JourneyLine.Step;
import io.proofline.journeys.JourneyOutcome.Passed;
import io.proofline.standalone.DataDirectory;
import io.proofline.standalone.DemoInstallation;
import io.proofline.standalone.Ports;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@TestMethodOrder(OrderAnnotation.class)
class JourneysIT {

  @TempDir static Path logs;

  private static DataDirectory directory;
  private static DemoInstallation demoInstallation;
  private static DemoAddresses at;
  private static JourneyEnvironment journeyEnvironment;

  @BeforeAll
  static void startDemo() throws Exception {
    logInto(logs.resolve("proofline.log"));
    directory = DataDirectory.temporary();
    demoInstallation = new DemoInstallation(directory, Ports.free(), _ -> {});
    at = demoInstallation.start();
    journeyEnvironment =
        new JourneyEnvironment(at, new PollingWait(PollingWait.DEFAULT_TIMEOUT, _ -> {}));
  }

  /** An earlier test of this JVM may have read the configuration without a file. */
  private static void logInto(Path file) throws Exception {
    System.setProperty("proofline.log", file.toString());
    var logging = (LoggerContext) LoggerFactory.getILoggerFactory();
    logging.reset();
    var configurator = new JoranConfigurator();
    configurator.setContext(logging);
    configurator.doConfigure(JourneysIT.class.getResource("/logback.xml"));
  }

  @AfterAll
  static void stopDemo() {
    journeyEnvironment.close();
    demoInstallation.close();
  }

  @TestFactory
  @Order(1)
  Stream<DynamicTest> what_is_claimed_goes_through() {
    return JourneyCatalog.claimed(JourneyCatalog.ALL).stream()
        .map(journey -> dynamicTest(journey.name(), () -> passes(journey)));
  }

  @TestFactory
  @Order(2)
  Stream<DynamicTest> what_is_not_yet_comes_as_far_as_its_mark() {
    return JourneyCatalog.notYet(JourneyCatalog.ALL).stream()
        .map(JourneysIT::untilItsMark)
        .map(journey -> dynamicTest(journey.name(), () -> passes(journey)));
  }

  @Test
  @Order(3)
  void no_secret_is_in_a_topic_in_the_log_or_in_a_response() throws Exception {
    var secretLeakScanner = SecretLeakScanner.of(at, directory.root());
    assertThat(secretLeakScanner.sought())
        .contains("the console's token", "the audit key", "session token 1");

    for (var request : refused()) {
      assertThat(secretLeakScanner.scanAnswer(request)).isBetween(400, 499);
    }
    for (var page : List.of("/actuator/health", "/actuator/prometheus")) {
      assertThat(secretLeakScanner.scanAnswer(to(at.processor(), page))).isEqualTo(200);
      assertThat(secretLeakScanner.scanAnswer(to(at.files(), page))).isEqualTo(200);
      assertThat(secretLeakScanner.scanAnswer(to(at.console(), page))).isEqualTo(200);
    }
    assertThat(secretLeakScanner.scanTopics(at.kafka()))
        .containsKeys("proofline.facts", "proofline.commands.ziflow", "__transaction_state");
    var log = Files.readAllBytes(logs.resolve("proofline.log"));
    assertThat(log).isNotEmpty();
    secretLeakScanner.scan("the log", log);

    assertThat(secretLeakScanner.found()).isEmpty();
  }

  /** The read model holds what the processor itself knows, for every review of all journeys. */
  @Test
  @Order(4)
  void the_console_answers_as_the_processor_does() {
    try (var http = new JourneyHttpClient()) {
      await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> compareReviews(http));
    }
  }

  private static void compareReviews(JourneyHttpClient http) {
    int compared = 0;
    var cursor = "";
    do {
      var page = http.exchange(console("/api/v1/reviews?limit=100&cursor=" + cursor));
      for (var review : page.path("items")) {
        var known =
            http.exchangeIfFound(
                to(at.processor(), "/actuator/review/" + review.path("asset_id").asString()).GET());
        assertThat(known).isPresent();
        for (var field : COMPARED) {
          assertThat(review.path(field)).as(field).isEqualTo(known.orElseThrow().path(field));
        }
        compared++;
      }
      cursor = page.path("next_cursor").asString("");
    } while (!cursor.isEmpty() && compared < 300);
    assertThat(compared).isGreaterThan(30);
  }

  /** The processor publishes no view that differs in the time of its newest fact alone. */
  private static final List<String> COMPARED =
      List.of(
          "file_name",
          "state",
          "reason",
          "waits",
          "waits_since",
          "next_step",
          "version",
          "final_id",
          "published_in",
          "rule",
          "rules_version",
          "proof_id",
          "proof_link",
          "status_text",
          "open_commands",
          "due_at");

  private static HttpRequest.Builder console(String path) {
    return to(at.console(), path)
        .header("Authorization", "Bearer " + at.secrets().consoleToken())
        .GET();
  }

  /** Invalid requests, each with a secret in it. */
  private static List<HttpRequest.Builder> refused() {
    var token = "Bearer " + at.secrets().consoleToken();
    var body = BodyPublishers.ofString("{\"kind\":\"no kind\"}");
    return List.of(
        to(at.processor(), "/requests").header("Authorization", token).POST(body),
        to(at.processor(), "/actuator/review/none").header("Authorization", token),
        to(at.processor(), "/actuator/env").header("Authorization", token),
        to(at.console(), "/api/v1/requests")
            .header("Authorization", token)
            .header("Content-Type", "application/json")
            .POST(body),
        to(at.console(), "/api/v1/waiting").header("Authorization", token + "x"),
        to(at.console(), "/api/v1/reviews?state=" + at.secrets().consoleToken())
            .header("Authorization", token + "x"),
        console("/api/v1/reviews?colour=red"),
        console("/actuator/env"),
        to(at.gateway(), "/hooks/ziflow")
            .header("x-ziflow-signature", at.secrets().webhookKey())
            .POST(body),
        to(at.gateway(), "/hooks/library")
            .header("webhook-signature", at.secrets().libraryHookSecret())
            .POST(body),
        to(at.files(), "/files/none.1.none/a.jpg"));
  }

  private static HttpRequest.Builder to(URI service, String path) {
    return HttpRequest.newBuilder(URI.create(service + path));
  }

  private static void passes(Journey journey) {
    try (var pageOpener = new PageOpener()) {
      assertThat(journey.play(new JourneyRun(journeyEnvironment), pageOpener))
          .isEqualTo(new Passed());
    }
  }

  private static Journey untilItsMark(Journey journey) {
    int from = ((NotYet) journey.claim()).from();
    return Journey.journey(
        journey.scenario(),
        journey.title(),
        journey.steps().subList(0, from - 1).toArray(JourneyLine[]::new));
  }

  /** Opens the page of each step, as a person who follows the story. */
  private static final class PageOpener implements Audience, AutoCloseable {

    private final JourneyHttpClient journeyHttpClient = new JourneyHttpClient();

    @Override
    public void afterStep(Step step, JourneyRun journeyRun) {
      var page = URI.create(journeyEnvironment.pageAddress(step.page(), journeyRun));
      assertThat(journeyHttpClient.bytes(HttpRequest.newBuilder(page).GET()))
          .as(step.sentence())
          .isNotEmpty();
    }

    @Override
    public void close() {
      journeyHttpClient.close();
    }
  }
}
