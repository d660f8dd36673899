package io.proofline.journeys;

import static io.proofline.journeys.ExpectationSteps.aPhotographIsUnderReview;
import static io.proofline.journeys.ExpectationSteps.itsProofIsThere;
import static io.proofline.journeys.ExpectationSteps.itsStatusBecomes;
import static io.proofline.journeys.OperatorSteps.anOperatorWithdrawsIt;
import static io.proofline.journeys.PhotographerSteps.aPartnerSystemRequestsItsReview;
import static io.proofline.journeys.PhotographerSteps.aPhotographWithoutAReview;
import static io.proofline.journeys.ReviewerSteps.APPROVED;
import static io.proofline.journeys.ReviewerSteps.aReviewerDecides;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.journeys.JourneyLine.Step;
import io.proofline.standalone.DataDirectory;
import io.proofline.standalone.DemoInstallation;
import io.proofline.standalone.Ports;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Pauses by the management API, through all services and a restart, to the simulators. */
class PausedWorkIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path directory;

  @Test
  void work_of_a_paused_rule_waits_is_named_and_is_done_after_the_pause() throws Exception {
    String rule;
    String held;
    try (var demo = demo();
        var running = new Running(demo.start())) {
      running.play(null, aPhotographIsUnderReview());
      rule = running.ruleOf(running.journey.photograph());
      running.pause(rule);
      held = running.sendToReview();
      running.awaitWaiting(rule, held);
    }
    try (var demo = demo();
        var running = new Running(demo.start())) {
      running.awaitWaiting(rule, held);
      assertThat(running.proofsOf(held)).isZero();

      running.resume(rule);
      running.play(held, itsProofIsThere(), itsStatusBecomes("In review"));
      running.awaitNoPause();
    }
  }

  @Test
  void work_of_a_paused_api_waits_is_named_and_is_done_after_the_pause() throws Exception {
    try (var demo = demo();
        var running = new Running(demo.start())) {
      running.pause("ziflow");
      var held = running.sendToReview();
      running.awaitWaiting("ziflow", held);
      assertThat(running.proofsOf(held)).isZero();

      running.resume("ziflow");
      running.play(held, itsProofIsThere(), itsStatusBecomes("In review"));
      running.awaitNoPause();
    }
  }

  @Test
  void a_withdrawal_does_not_wait_for_the_end_of_a_pause() throws Exception {
    try (var demo = demo()) {
      try (var running = new Running(demo.start())) {
        running.play(
            null,
            aPhotographIsUnderReview(),
            aReviewerDecides(APPROVED),
            itsStatusBecomes("Approved"));
        running.pause("all");
        running.play(
            running.journey.photograph(), anOperatorWithdrawsIt(), itsStatusBecomes("Withdrawn"));

        assertThat(running.get("/pauses").path("items")).hasSize(1);
      }
    }
  }

  private DemoInstallation demo() throws Exception {
    return new DemoInstallation(DataDirectory.open(directory), Ports.free(), _ -> {});
  }

  /** The simulators and the management API of a running demo. */
  private static final class Running implements AutoCloseable {

    private final DemoAddresses at;
    private final JourneyHttpClient http = new JourneyHttpClient();
    private final JourneyEnvironment environment;
    private final JourneyRun journey;

    Running(DemoAddresses at) {
      this.at = at;
      this.environment = new JourneyEnvironment(at, new PollingWait(PATIENCE, _ -> {}));
      this.journey = new JourneyRun(environment);
      // until the read model is complete, the API answers 503
      await().atMost(PATIENCE).ignoreExceptions().until(() -> get("/pauses").has("items"));
    }

    String sendToReview() {
      play(null, aPhotographWithoutAReview(), aPartnerSystemRequestsItsReview());
      return journey.photograph();
    }

    void play(@Nullable String photograph, Step... steps) {
      if (photograph != null) {
        journey.set(JourneyRun.PHOTOGRAPH, photograph);
      }
      Stream.of(steps).forEach(step -> step.play(journey));
    }

    int proofsOf(String photograph) {
      return environment.proofing().proofsOf(photograph).size();
    }

    /** Returns once the waiting work names the pause, and the review too. */
    void awaitWaiting(String target, String asset) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            assertThat(pausedGroups())
                .anySatisfy(group -> assertThat(group.path("paused").asString()).isEqualTo(target));
            assertThat(review(asset).path("paused").asString(""))
                .contains("is paused", "because: A test");
          });
    }

    void awaitNoPause() {
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(pausedGroups()).isEmpty());
    }

    /** The target of a pause of the rule that picked an asset; names are compared without case. */
    String ruleOf(String asset) {
      return "rule:" + review(asset).path("rule").asString().toLowerCase(Locale.ROOT);
    }

    JsonNode review(String asset) {
      return get("/reviews/" + asset).path("review");
    }

    Stream<JsonNode> groups() {
      return get("/waiting").path("groups").valueStream();
    }

    List<JsonNode> pausedGroups() {
      return groups().filter(group -> group.path("waits").asString().equals("paused")).toList();
    }

    void pause(String target) {
      http.exchange(
          request("/pauses")
              .header("Content-Type", "application/json")
              .POST(JourneyHttpClient.json(Map.of("target", target, "reason", "A test"))));
    }

    void resume(String target) {
      http.exchange(
          request("/pauses/" + target.replace(" ", "%20"))
              .method("DELETE", BodyPublishers.noBody()));
    }

    JsonNode get(String path) {
      return http.exchange(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
      return HttpRequest.newBuilder(at.console().resolve("/api/v1" + path))
          .header("Authorization", "Bearer " + at.secrets().consoleToken());
    }

    @Override
    public void close() {
      http.close();
      environment.close();
    }
  }
}
