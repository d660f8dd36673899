package io.proofline.standalone.journey;

import static io.proofline.standalone.journey.Line.Step.step;
import static io.proofline.standalone.journey.Page.PHOTOGRAPH;
import static io.proofline.standalone.journey.Page.PROOFS;

import io.proofline.standalone.journey.Line.Step;
import io.proofline.standalone.journey.Waiting.Look;

/** What people do who run Proofline. */
final class Operator {

  private Operator() {}

  static Step anOperatorAsksForItsReview() {
    return step(
        "an operator asks for its review by command",
        PHOTOGRAPH,
        "the same galleries and keywords as before: the request alone counts",
        scene -> scene.world().processor().ask("select", scene.photograph()));
  }

  static Step anOperatorWithdrawsIt() {
    return step(
        "an operator withdraws it",
        PHOTOGRAPH,
        "the status 'Withdrawn', once the library answers",
        scene -> scene.world().processor().ask("withdraw", scene.photograph()));
  }

  /** Without a word it is read again after {@code reread.open} of the rules. */
  static Step anOperatorHasItReadAgain() {
    return step(
        "an operator has its proof read again",
        PHOTOGRAPH,
        "the status, in a moment",
        scene -> scene.world().processor().ask("reread", scene.photograph()));
  }

  static Step anOperatorLetsTheHeldGo() {
    return step(
        "an operator lets what is held go",
        PROOFS,
        "more proofs",
        scene -> scene.world().processor().goAhead());
  }

  /** Where others have used up the hour, its proof comes by an operator's word. */
  static Step itMayGoWhereTheHourIsFull() {
    return step(
        "where the hour has had its proofs, an operator lets it go",
        PROOFS,
        "its proof, in a moment",
        scene ->
            scene.await(
                "its turn of " + scene.photograph(), () -> turn(scene, scene.photograph())));
  }

  private static Look<Boolean> turn(Scene scene, String photograph) {
    var processor = scene.world().processor();
    if (processor.held().contains(photograph)) {
      processor.goAhead();
    }
    return Look.at(!scene.world().proofing().proofsOf(photograph).isEmpty(), "no proof");
  }
}
