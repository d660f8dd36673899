package io.proofline.journeys;

import static io.proofline.journeys.ExpectationSteps.itsProofIsThere;
import static io.proofline.journeys.ExpectationSteps.itsStatusBecomes;
import static io.proofline.journeys.FaultSteps.theFaultsAreCleared;
import static io.proofline.journeys.FaultSteps.ziflowRefusesProofs;
import static io.proofline.journeys.Journey.journey;
import static io.proofline.journeys.JourneyLine.Step.step;
import static io.proofline.journeys.PhotographerSteps.aPartnerSystemRequestsItsReview;
import static io.proofline.journeys.PhotographerSteps.aPhotographWithoutAReview;
import static io.proofline.journeys.SandboxPage.PHOTOGRAPH;

import io.proofline.journeys.JourneyLine.Step;
import io.proofline.journeys.PollingWait.Observation;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** S1: a command that Ziflow refuses waits for an operator, who retries it. */
final class RefusedCommandJourneys {

  private static final JourneyVariable<String> DEAD = new JourneyVariable<>("dead command");

  static final Journey RETRIED =
      journey(
          "S1",
          "refused, then retried",
          aPhotographWithoutAReview(),
          ziflowRefusesProofs(),
          aPartnerSystemRequestsItsReview(),
          itIsStuckWithItsReason(),
          theFaultsAreCleared(),
          anOperatorRetriesIt(),
          itsProofIsThere(),
          itsStatusBecomes("In review"),
          itIsNoLongerStuck());

  private RefusedCommandJourneys() {}

  private static Step itIsStuckWithItsReason() {
    return step(
        "'proofline stuck' shows it with its reason",
        PHOTOGRAPH,
        "no status: it has no proof yet",
        journeyRun -> {
          var stuck =
              journeyRun.await("the photograph among the stuck reviews", () -> stuck(journeyRun));
          journeyRun.set(DEAD, stuck.path("dead").path(0).path("command_id").asString(""));
          journeyRun.addNote("stuck: " + stuck.path("reason").asString(""));
        });
  }

  /** The reason contains Ziflow's status code, and the next step contains a command. */
  private static Observation<JsonNode> stuck(JourneyRun journeyRun) {
    var waits = journeyRun.environment().processor().stuck(journeyRun.photograph());
    return new Observation<>(
        waits.filter(RefusedCommandJourneys::hasReasonAndNextStep),
        waits.map(JsonNode::toString).orElse("nothing waits"));
  }

  private static boolean hasReasonAndNextStep(JsonNode waits) {
    return waits.path("waits").asString("").equals("stuck")
        && waits.path("reason").asString("").contains("422")
        && waits.path("next_step").asString("").contains("proofline stuck retry")
        && waits.path("dead").size() == 1;
  }

  private static Step anOperatorRetriesIt() {
    return step(
        "an operator retries it",
        PHOTOGRAPH,
        "its status, in a moment",
        journeyRun ->
            journeyRun
                .environment()
                .processor()
                .retry(journeyRun.photograph(), journeyRun.get(DEAD)));
  }

  private static Step itIsNoLongerStuck() {
    return step(
        "it is no longer stuck",
        PHOTOGRAPH,
        "the status 'In review'",
        journeyRun ->
            journeyRun.await("no stuck review of the photograph", () -> isNotStuck(journeyRun)));
  }

  private static Observation<Boolean> isNotStuck(JourneyRun journeyRun) {
    Optional<JsonNode> waits = journeyRun.environment().processor().stuck(journeyRun.photograph());
    return Observation.of(waits.isEmpty(), waits.map(JsonNode::toString).orElse("nothing waits"));
  }
}
