package io.proofline.standalone.journey;

import static io.proofline.standalone.journey.Journey.journey;
import static io.proofline.standalone.journey.Line.Step.step;
import static io.proofline.standalone.journey.Page.PHOTOGRAPH;
import static io.proofline.standalone.journey.Photographer.aPartnerSystemAsksForItsReview;
import static io.proofline.standalone.journey.Photographer.aPhotographThatNobodyAskedAbout;
import static io.proofline.standalone.journey.Seeing.itsProofIsThere;
import static io.proofline.standalone.journey.Seeing.itsStatusBecomes;
import static io.proofline.standalone.journey.Trouble.allIsWellAgain;
import static io.proofline.standalone.journey.Trouble.ziflowRefusesProofs;

import io.proofline.standalone.journey.Line.Step;
import io.proofline.standalone.journey.Waiting.Look;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** S1: what can't be done comes before a person, and is done at that one's word. */
final class Refused {

  private static final Role<String> DEAD = new Role<>("dead command");

  static final Journey RETRIED =
      journey(
          "S1",
          "refused, then retried",
          aPhotographThatNobodyAskedAbout(),
          ziflowRefusesProofs(),
          aPartnerSystemAsksForItsReview(),
          itWaitsForAPersonWithItsReason(),
          allIsWellAgain(),
          anOperatorRetriesIt(),
          itsProofIsThere(),
          itsStatusBecomes("In review"),
          nothingOfItWaitsForAPerson());

  private Refused() {}

  private static Step itWaitsForAPersonWithItsReason() {
    return step(
        "it waits for a person, with its reason, as 'proofline stuck' has it",
        PHOTOGRAPH,
        "no status: nobody was asked yet",
        scene -> {
          var stuck = scene.await("it among what is stuck", () -> stuck(scene));
          scene.cast(DEAD, stuck.path("dead").path(0).path("command_id").asString(""));
          scene.note("stuck: " + stuck.path("reason").asString(""));
        });
  }

  /** The status that Ziflow answered is in the reason, and the way out in the next step. */
  private static Look<JsonNode> stuck(Scene scene) {
    var waits = scene.world().processor().stuck(scene.photograph());
    return new Look<>(
        waits.filter(Refused::saysWhy), waits.map(JsonNode::toString).orElse("nothing waits"));
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
        scene -> scene.world().processor().retry(scene.photograph(), scene.the(DEAD)));
  }

  private static Step nothingOfItWaitsForAPerson() {
    return step(
        "nothing of it waits for a person any more",
        PHOTOGRAPH,
        "the status 'In review'",
        scene -> scene.await("it among nothing that is stuck", () -> nothing(scene)));
  }

  private static Look<Boolean> nothing(Scene scene) {
    Optional<JsonNode> waits = scene.world().processor().stuck(scene.photograph());
    return Look.at(waits.isEmpty(), waits.map(JsonNode::toString).orElse("nothing waits"));
  }
}
