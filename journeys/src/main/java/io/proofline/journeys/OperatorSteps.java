package io.proofline.journeys;

import static io.proofline.journeys.JourneyLine.Step.step;
import static io.proofline.journeys.SandboxPage.PHOTOGRAPH;
import static io.proofline.journeys.SandboxPage.PROOFS;

import io.proofline.journeys.JourneyLine.Step;
import io.proofline.journeys.PollingWait.Observation;

/** Steps of an operator of Proofline. */
final class OperatorSteps {

  private OperatorSteps() {}

  static Step anOperatorRequestsItsReview() {
    return step(
        "an operator requests its review by command",
        PHOTOGRAPH,
        "the same galleries and keywords: the request changes neither",
        journeyRun ->
            journeyRun.environment().operator().requestForAsset("select", journeyRun.photograph()));
  }

  static Step anOperatorWithdrawsIt() {
    return step(
        "an operator withdraws it",
        PHOTOGRAPH,
        "the status 'Withdrawn', once the library answers",
        journeyRun ->
            journeyRun
                .environment()
                .operator()
                .requestForAsset("withdraw", journeyRun.photograph()));
  }

  /** Without a request, the proof is read again after {@code reread.open} of the rules. */
  static Step anOperatorHasItReadAgain() {
    return step(
        "an operator has its proof read again",
        PHOTOGRAPH,
        "the status, in a moment",
        journeyRun ->
            journeyRun.environment().operator().requestForAsset("reread", journeyRun.photograph()));
  }

  static Step anOperatorReleasesHeldProofs() {
    return step(
        "an operator releases the held proofs",
        PROOFS,
        "more proofs",
        journeyRun -> journeyRun.environment().operator().releaseHeldProofs());
  }

  /** If other journeys have used up the hourly limit, its proof needs an operator's go-ahead. */
  static Step anOperatorReleasesItsProofIfHeld() {
    return step(
        "if the hourly limit is used up, an operator releases it",
        PROOFS,
        "its proof, in a moment",
        journeyRun ->
            journeyRun.await(
                "its permit for " + journeyRun.photograph(),
                () -> proofOrRelease(journeyRun, journeyRun.photograph())));
  }

  private static Observation<Boolean> proofOrRelease(JourneyRun journeyRun, String photograph) {
    var operator = journeyRun.environment().operator();
    if (operator.heldAssets().contains(photograph)) {
      operator.releaseHeldProofs();
    }
    return Observation.of(
        !journeyRun.environment().proofing().proofsOf(photograph).isEmpty(), "no proof");
  }
}
