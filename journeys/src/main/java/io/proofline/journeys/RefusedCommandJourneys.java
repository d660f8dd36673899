package io.proofline.journeys;

import static io.proofline.journeys.ExpectationSteps.itsProofIsThere;
import static io.proofline.journeys.ExpectationSteps.itsStatusBecomes;
import static io.proofline.journeys.FaultSteps.theFaultsAreCleared;
import static io.proofline.journeys.FaultSteps.ziflowRefusesProofs;
import static io.proofline.journeys.Journey.journey;
import static io.proofline.journeys.JourneyLine.Step.step;
import static io.proofline.journeys.PhotographerSteps.aPartnerSystemAsksForItsReview;
import static io.proofline.journeys.PhotographerSteps.aPhotographThatNobodyAskedAbout;
import static io.proofline.journeys.SandboxPage.PHOTOGRAPH;

import io.proofline.journeys.JourneyLine.Step;
import io.proofline.journeys.PollingWait.Observation;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** S1: what can't be done comes before a person, and is done at that one's word. */
final class RefusedCommandJourneys {

  private static final JourneyVariable<String> DEAD = new JourneyVariable<>("dead command");

  static final Journey RETRIED =
      journey(
          "S1",
          "refused, then retried",
          aPhotographThatNobodyAskedAbout(),
          ziflowRefusesProofs(),
          aPartnerSystemAsksForItsReview(),
          itWaitsForAPersonWithItsReason(),
          theFaultsAreCleared(),
          anOperatorRetriesIt(),
          itsProofIsThere(),
          itsStatusBecomes("In review"),
          nothingOfItWaitsForAPerson());

  private RefusedCommandJourneys() {}

  private static Step itWaitsForAPersonWithItsReason() {
    return step(
        "it waits for a person, with its reason, as 'proofline stuck' has it",
        PHOTOGRAPH,
        "no status: nobody was asked yet",
        journeyRun -> {
          var stuck = journeyRun.await("it among what is stuck", () -> stuck(journeyRun));
          journeyRun.set(DEAD, stuck.path("dead").path(0).path("command_id").asString(""));
          journeyRun.addNote("stuck: " + stuck.path("reason").asString(""));
        });
  }

  /** The status that Ziflow answered is in the reason, and the way out in the next step. */
  private static Observation<JsonNode> stuck(JourneyRun journeyRun) {
    var waits = journeyRun.environment().processor().stuck(journeyRun.photograph());
    return new Observation<>(
        waits.filter(RefusedCommandJourneys::saysWhy),
        waits.map(JsonNode::toString).orElse("nothing waits"));
  }

  private static boolean saysWhy(JsonNode waits) {
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

  private static Step nothingOfItWaitsForAPerson() {
    return step(
        "nothing of it waits for a person any more",
        PHOTOGRAPH,
        "the status 'In review'",
        journeyRun ->
            journeyRun.await("it among nothing that is stuck", () -> nothing(journeyRun)));
  }

  private static Observation<Boolean> nothing(JourneyRun journeyRun) {
    Optional<JsonNode> waits = journeyRun.environment().processor().stuck(journeyRun.photograph());
    return Observation.of(waits.isEmpty(), waits.map(JsonNode::toString).orElse("nothing waits"));
  }
}
