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

/** What should be seen then, in either place. */
final class ExpectationSteps {

  private ExpectationSteps() {}

  static Step itsProofIsThere() {
    return step(
        "its proof is there, once, and open",
        PROOF,
        "the picture, the stage and who is asked to decide",
        journeyRun -> {
          var proof = awaitProof(journeyRun, journeyRun.photograph());
          journeyRun.set(JourneyRun.PROOF, proof);
          journeyRun.addNote("proof " + proof);
        });
  }

  /** The proof of a photograph, once it is there and can be decided. */
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

  static Step itsGalleriesAre(String where, String look, Predicate<List<String>> isSo) {
    return step(
        "it lies " + where,
        PHOTOGRAPH,
        look + " among its galleries",
        journeyRun -> {
          journeyRun.await(
              journeyRun.photograph() + " " + where, () -> galleriesMatch(journeyRun, isSo));
          journeyRun.addNote(where);
        });
  }

  /** How most journeys begin. */
  static Step aPhotographIsUnderReview() {
    return together(
        "a partner system sends a photograph to review",
        PROOF,
        "its open proof; the photograph says 'In review'",
        PhotographerSteps.aPhotographThatNobodyAskedAbout(),
        PhotographerSteps.aPartnerSystemAsksForItsReview(),
        itsProofIsThere(),
        itsStatusBecomes("In review"));
  }

  /** Looks at every photograph of all journeys once more. */
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

  /** Of several photographs, that each has exactly one proof. */
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

  /** The proof of a photograph that has exactly one, decided or not. */
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

  /** A proof that can be decided. */
  static Observation<String> open(JsonNode proof) {
    var status = proof.path("status").asString("");
    var id = proof.path("id").asString("");
    return new Observation<>(Optional.of(id).filter(_ -> status.equals("in_progress")), status);
  }

  private static Observation<Boolean> galleriesMatch(
      JourneyRun journeyRun, Predicate<List<String>> isSo) {
    var paths = journeyRun.environment().library().pathsOf(journeyRun.photograph());
    return Observation.of(isSo.test(paths), "galleries " + paths);
  }

  private static Observation<Boolean> status(JourneyRun journeyRun, String wanted) {
    var found = journeyRun.environment().library().status(journeyRun.photograph());
    return Observation.of(found.equals(wanted), "'%s'".formatted(found));
  }
}
