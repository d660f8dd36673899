package io.proofline.journeys;

import static io.proofline.journeys.JourneyLine.Step.step;
import static io.proofline.journeys.JourneyLine.Step.together;
import static io.proofline.journeys.SandboxPage.PHOTOGRAPH;
import static io.proofline.journeys.SandboxPage.PROOF;
import static io.proofline.journeys.SandboxPage.PROOFS;

import io.proofline.journeys.JourneyLine.Step;
import io.proofline.journeys.PollingWait.Observation;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Steps that wait for expected states of proofs and photographs. */
final class ExpectationSteps {

  private ExpectationSteps() {}

  static Step itsProofIsThere() {
    return step(
        "its proof is there, once, and open",
        PROOF,
        "the picture, the stage and its reviewers",
        journeyRun -> {
          var proof = awaitProof(journeyRun, journeyRun.photograph());
          journeyRun.set(JourneyRun.PROOF, proof);
          journeyRun.addNote("proof " + proof);
        });
  }

  /** Waits until a photograph has a proof that can be decided; returns its id. */
  static String awaitProof(JourneyRun journeyRun, String photograph) {
    return journeyRun.await("a proof of " + photograph, () -> oneProof(journeyRun, photograph));
  }

  static Step itsStatusBecomes(String status) {
    return step(
        "its status becomes '%s'".formatted(status),
        PHOTOGRAPH,
        "IPTC status '%s'".formatted(status),
        journeyRun -> {
          var awaited = "the status '%s' of %s".formatted(status, journeyRun.photograph());
          journeyRun.await(awaited, () -> status(journeyRun, status));
          journeyRun.addNote("'%s' written".formatted(status));
        });
  }

  static Step itsGalleriesAre(String where, String look, Predicate<List<String>> condition) {
    return step(
        "it is " + where,
        PHOTOGRAPH,
        look + " among its galleries",
        journeyRun -> {
          journeyRun.await(
              journeyRun.photograph() + " " + where, () -> galleriesMatch(journeyRun, condition));
          journeyRun.addNote(where);
        });
  }

  /** First step of most journeys: an uploaded photograph with an open proof. */
  static Step aPhotographIsUnderReview() {
    return together(
        "a partner system sends a photograph to review",
        PROOF,
        "its open proof; the photograph has the status 'In review'",
        PhotographerSteps.aPhotographWithoutAReview(),
        PhotographerSteps.aPartnerSystemRequestsItsReview(),
        itsProofIsThere(),
        itsStatusBecomes("In review"));
  }

  /** Checks every photograph that any journey has sent to review. */
  static Step everyPhotographHasOneProof() {
    return step(
        "every photograph that was sent to review has one proof, and no more",
        PROOFS,
        "each name once",
        journeyRun -> {
          var taken = journeyRun.environment().claimedPhotographs();
          if (taken.isEmpty()) {
            throw new JourneyFailedException("no photograph was sent to review");
          }
          requireOneProofEach(journeyRun, taken);
          journeyRun.addNote("%d photographs, %d proofs".formatted(taken.size(), taken.size()));
        });
  }

  /** Fails the journey unless each photograph has exactly one proof. */
  static void requireOneProofEach(JourneyRun journeyRun, Collection<String> photographs) {
    var proofs = journeyRun.environment().proofing().allProofs();
    for (var photograph : photographs) {
      int count = journeyRun.environment().proofing().proofsOf(photograph, proofs).size();
      if (count != 1) {
        throw new JourneyFailedException(
            "photograph %s has %d proofs".formatted(photograph, count));
      }
    }
  }

  /**
   * Returns the id of a photograph's only proof, decided or not; fails if there isn't exactly one.
   */
  static String onlyProof(JourneyRun journeyRun, String photograph) {
    requireOneProofEach(journeyRun, List.of(photograph));
    return journeyRun
        .environment()
        .proofing()
        .proofsOf(photograph)
        .getFirst()
        .path("id")
        .asString("");
  }

  private static Observation<String> oneProof(JourneyRun journeyRun, String photograph) {
    var proofs = journeyRun.environment().proofing().proofsOf(photograph);
    if (proofs.size() > 1) {
      throw new JourneyFailedException(
          "photograph %s has %d proofs".formatted(photograph, proofs.size()));
    }
    return proofs.stream()
        .map(ExpectationSteps::open)
        .findFirst()
        .orElseGet(() -> new Observation<>(Optional.empty(), "no proof"));
  }

  /** Observes whether a proof can be decided. */
  static Observation<String> open(JsonNode proof) {
    var status = proof.path("status").asString("");
    var id = proof.path("id").asString("");
    return new Observation<>(Optional.of(id).filter(_ -> status.equals("in_progress")), status);
  }

  private static Observation<Boolean> galleriesMatch(
      JourneyRun journeyRun, Predicate<List<String>> condition) {
    var paths = journeyRun.environment().library().pathsOf(journeyRun.photograph());
    return Observation.of(condition.test(paths), "galleries " + paths);
  }

  private static Observation<Boolean> status(JourneyRun journeyRun, String wanted) {
    var found = journeyRun.environment().library().status(journeyRun.photograph());
    return Observation.of(found.equals(wanted), "'%s'".formatted(found));
  }
}
