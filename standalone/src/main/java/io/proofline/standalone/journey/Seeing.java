package io.proofline.standalone.journey;

import static io.proofline.standalone.journey.Line.Step.step;
import static io.proofline.standalone.journey.Line.Step.together;
import static io.proofline.standalone.journey.Page.PHOTOGRAPH;
import static io.proofline.standalone.journey.Page.PROOF;
import static io.proofline.standalone.journey.Page.PROOFS;

import io.proofline.standalone.journey.Line.Step;
import io.proofline.standalone.journey.Waiting.Look;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** What should be seen then, in either place. */
final class Seeing {

  private Seeing() {}

  static Step itsProofIsThere() {
    return step(
        "its proof is there, once, and open",
        PROOF,
        "the picture, the stage and who is asked to decide",
        scene -> {
          var proof = awaitProof(scene, scene.photograph());
          scene.cast(Scene.PROOF, proof);
          scene.note("proof " + proof);
        });
  }

  /** The proof of a photograph, once it is there and can be decided. */
  static String awaitProof(Scene scene, String photograph) {
    return scene.await("a proof of " + photograph, () -> oneProof(scene, photograph));
  }

  static Step itsStatusBecomes(String status) {
    return step(
        "its status becomes '%s'".formatted(status),
        PHOTOGRAPH,
        "IPTC status '%s'".formatted(status),
        scene -> {
          var awaited = "the status '%s' of %s".formatted(status, scene.photograph());
          scene.await(awaited, () -> status(scene, status));
          scene.note("'%s' written".formatted(status));
        });
  }

  static Step itLies(String where, String look, Predicate<List<String>> isSo) {
    return step(
        "it lies " + where,
        PHOTOGRAPH,
        look + " among its galleries",
        scene -> {
          scene.await(scene.photograph() + " " + where, () -> lies(scene, isSo));
          scene.note(where);
        });
  }

  /** How most journeys begin. */
  static Step aPhotographIsUnderReview() {
    return together(
        "a partner system sends a photograph to review",
        PROOF,
        "its open proof; the photograph says 'In review'",
        Photographer.aPhotographThatNobodyAskedAbout(),
        Photographer.aPartnerSystemAsksForItsReview(),
        itsProofIsThere(),
        itsStatusBecomes("In review"));
  }

  /** Looks at every photograph of all journeys once more. */
  static Step everyPhotographHasOneProof() {
    return step(
        "every photograph that was sent to review has one proof, and no more",
        PROOFS,
        "each name once",
        scene -> {
          var taken = scene.world().taken();
          if (taken.isEmpty()) {
            throw new JourneyFailed("no photograph was sent to review");
          }
          haveOneProofEach(scene, taken);
          scene.note("%d photographs, %d proofs".formatted(taken.size(), taken.size()));
        });
  }

  /** Of several photographs, that each has exactly one proof. */
  static void haveOneProofEach(Scene scene, Collection<String> photographs) {
    var proofs = scene.world().proofing().all();
    for (var photograph : photographs) {
      int count = scene.world().proofing().proofsOf(photograph, proofs).size();
      if (count != 1) {
        throw new JourneyFailed("photograph %s has %d proofs".formatted(photograph, count));
      }
    }
  }

  /** The proof of a photograph that has exactly one, decided or not. */
  static String theOnlyProof(Scene scene, String photograph) {
    haveOneProofEach(scene, List.of(photograph));
    return scene.world().proofing().proofsOf(photograph).getFirst().path("id").asString("");
  }

  private static Look<String> oneProof(Scene scene, String photograph) {
    var proofs = scene.world().proofing().proofsOf(photograph);
    if (proofs.size() > 1) {
      throw new JourneyFailed("photograph %s has %d proofs".formatted(photograph, proofs.size()));
    }
    return proofs.stream()
        .map(Seeing::open)
        .findFirst()
        .orElseGet(() -> new Look<>(Optional.empty(), "no proof"));
  }

  /** A proof that can be decided. */
  static Look<String> open(JsonNode proof) {
    var status = proof.path("status").asString("");
    var id = proof.path("id").asString("");
    return new Look<>(Optional.of(id).filter(_ -> status.equals("in_progress")), status);
  }

  private static Look<Boolean> lies(Scene scene, Predicate<List<String>> isSo) {
    var paths = scene.world().library().pathsOf(scene.photograph());
    return Look.at(isSo.test(paths), "galleries " + paths);
  }

  private static Look<Boolean> status(Scene scene, String wanted) {
    var found = scene.world().library().status(scene.photograph());
    return Look.at(found.equals(wanted), "'%s'".formatted(found));
  }
}
