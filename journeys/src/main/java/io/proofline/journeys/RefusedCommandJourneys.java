package io.proofline.journeys;

import static io.proofline.journeys.ExpectationSteps.itsProofIsThere;
import static io.proofline.journeys.ExpectationSteps.itsStatusBecomes;
import static io.proofline.journeys.FaultSteps.theFaultsAreCleared;
import static io.proofline.journeys.FaultSteps.ziflowRefusesProofs;
import static io.proofline.journeys.FaultSteps.ziflowRefusesTheNextProof;
import static io.proofline.journeys.Journey.journey;
import static io.proofline.journeys.JourneyLine.Step.step;
import static io.proofline.journeys.PhotographerSteps.aPartnerSystemRequestsItsReview;
import static io.proofline.journeys.PhotographerSteps.aPhotographWithoutAReview;
import static io.proofline.journeys.SandboxPage.PHOTOGRAPH;
import static io.proofline.journeys.SandboxPage.PROOFS;

import io.proofline.journeys.JourneyLine.Step;
import io.proofline.journeys.PollingWait.Observation;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * S1: commands that Ziflow refuses wait for an operator, who retries them, one or all of a cause.
 */
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

  private static final JourneyVariable<String> BULK = new JourneyVariable<>("bulk request");
  private static final JourneyVariable<List<String>> REFUSED =
      new JourneyVariable<>("refused photographs");

  static final Journey RETRIED_BY_CAUSE =
      journey(
          "S1",
          "retried by cause",
          ziflowRefusesProofs(),
          twoPhotographsAreSentToReview(),
          bothAreStuck(),
          theFaultsAreCleared(),
          ziflowRefusesTheNextProof(),
          anOperatorRetriesAllOfTheCause(),
          oneItemFailsAndTheOtherIsDone(),
          anOperatorRetriesTheRest(),
          eachOfTheTwoHasOneProof());

  private RefusedCommandJourneys() {}

  private static Step twoPhotographsAreSentToReview() {
    return step(
        "a partner system sends two photographs to review",
        PROOFS,
        "no new proof",
        journeyRun -> {
          var both =
              List.of(
                  PhotographerSteps.claimUnreviewed(journeyRun),
                  PhotographerSteps.claimUnreviewed(journeyRun));
          both.forEach(journeyRun.environment().hook()::select);
          journeyRun.set(REFUSED, both);
        });
  }

  private static Step bothAreStuck() {
    return step(
        "both are stuck",
        PROOFS,
        "no new proof",
        journeyRun -> journeyRun.await("two stuck photographs", () -> stuckAre(journeyRun, 2)));
  }

  private static Observation<Boolean> stuckAre(JourneyRun journeyRun, int wanted) {
    var stuck = stuckOf(journeyRun);
    return Observation.of(stuck.size() == wanted, stuck + " are stuck");
  }

  private static List<String> stuckOf(JourneyRun journeyRun) {
    var operator = journeyRun.environment().operator();
    return journeyRun.get(REFUSED).stream()
        .filter(each ->
            operator.waiting(each).filter(RefusedCommandJourneys::hasReasonAndNextStep).isPresent())
        .toList();
  }

  private static Step anOperatorRetriesAllOfTheCause() {
    return step(
        "an operator retries all that are stuck, by one request",
        PROOFS,
        "one new proof",
        journeyRun ->
            journeyRun.set(
                BULK, journeyRun.environment().operator().retryStuck(journeyRun.get(REFUSED))));
  }

  private static Step oneItemFailsAndTheOtherIsDone() {
    return step(
        "the request says that one item failed, and that the other is done",
        PROOFS,
        "one new proof",
        journeyRun -> journeyRun.await("a result for each item", () -> results(journeyRun)));
  }

  private static Observation<Boolean> results(JourneyRun journeyRun) {
    var items = journeyRun.environment().operator().bulkItems(journeyRun.get(BULK));
    long done = items.stream().filter(item -> hasResult(item, "done", "nobody")).count();
    long failed = items.stream().filter(item -> hasResult(item, "done", "stuck")).count();
    return Observation.of(items.size() == 2 && done == 1 && failed == 1, items.toString());
  }

  private static boolean hasResult(JsonNode item, String state, String waits) {
    return item.path("state").asString("").equals(state)
        && item.path("review").path("waits").asString("").equals(waits);
  }

  private static Step anOperatorRetriesTheRest() {
    return step(
        "the operator retries the rest",
        PROOFS,
        "the second new proof",
        journeyRun -> {
          journeyRun.set(JourneyRun.PHOTOGRAPH, stuckOf(journeyRun).getFirst());
          var _ = journeyRun.environment().operator().retryStuck(journeyRun.get(REFUSED));
          itsProofIsThere().play(journeyRun);
        });
  }

  private static Step eachOfTheTwoHasOneProof() {
    return step(
        "each of the two has one proof",
        PROOFS,
        "both at the top of the list",
        journeyRun -> ExpectationSteps.requireOneProofEach(journeyRun, journeyRun.get(REFUSED)));
  }

  private static Step itIsStuckWithItsReason() {
    return step(
        "'proofline stuck' shows it with its reason",
        PHOTOGRAPH,
        "no status: it has no proof yet",
        journeyRun -> {
          var stuck =
              journeyRun.await("the photograph among the stuck reviews", () -> stuck(journeyRun));
          journeyRun.set(DEAD, deadCommands(stuck).getFirst().path("command_id").asString(""));
          journeyRun.addNote("stuck: " + stuck.path("reason").asString(""));
        });
  }

  /** The reason contains Ziflow's status code, and the next step contains a command. */
  private static Observation<JsonNode> stuck(JourneyRun journeyRun) {
    var waits = journeyRun.environment().operator().waiting(journeyRun.photograph());
    return new Observation<>(
        waits.filter(RefusedCommandJourneys::hasReasonAndNextStep),
        waits.map(JsonNode::toString).orElse("nothing waits"));
  }

  private static boolean hasReasonAndNextStep(JsonNode waits) {
    return waits.path("waits").asString("").equals("stuck")
        && waits.path("reason").asString("").contains("422")
        && waits.path("next_step").asString("").contains("proofline stuck retry")
        && deadCommands(waits).size() == 1;
  }

  private static List<JsonNode> deadCommands(JsonNode review) {
    return review
        .path("open_commands")
        .valueStream()
        .filter(command -> command.path("dead").asBoolean(false))
        .toList();
  }

  private static Step anOperatorRetriesIt() {
    return step(
        "an operator retries it",
        PHOTOGRAPH,
        "its status, in a moment",
        journeyRun ->
            journeyRun
                .environment()
                .operator()
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
    Optional<JsonNode> waits = journeyRun.environment().operator().waiting(journeyRun.photograph());
    return Observation.of(waits.isEmpty(), waits.map(JsonNode::toString).orElse("nothing waits"));
  }
}
