package io.proofline.standalone.journey;

import static io.proofline.standalone.journey.Journey.journey;
import static io.proofline.standalone.journey.Line.Step.step;
import static io.proofline.standalone.journey.Page.PROOFS;
import static io.proofline.standalone.journey.Reviewer.APPROVED;
import static io.proofline.standalone.journey.Reviewer.aReviewerDecides;
import static io.proofline.standalone.journey.Seeing.aPhotographIsUnderReview;
import static io.proofline.standalone.journey.Seeing.itsStatusBecomes;

import io.proofline.standalone.journey.Line.Step;
import io.proofline.standalone.journey.Waiting.Look;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** S3: of many uploads, those that a rule picks get a proof, and no others. */
final class HighVolume {

  private static final int UPLOADS = 200;
  private static final int PICKS = 10;

  private static final Role<String> GALLERY = new Role<>("gallery of the ingest");
  private static final Role<List<String>> PICKED = new Role<>("uploads that a rule picks");
  private static final Role<List<String>> OTHERS = new Role<>("uploads that no rule picks");

  static final Journey INGEST =
      journey(
          "S3",
          "high-volume ingest",
          aPhotographIsUnderReview(),
          manyPhotographsComeIn(),
          aReviewerDecides(APPROVED),
          itsStatusBecomes("Approved"),
          everyUploadIsKnown(),
          whatARulePicksHasItsProof(),
          nothingElseHasOne());

  private HighVolume() {}

  private static Step manyPhotographsComeIn() {
    return step(
        "%d photographs come in, %d of them tagged 'product'".formatted(UPLOADS, PICKS),
        Page.gallery(GALLERY),
        "all of them",
        scene -> {
          var library = scene.world().library();
          var collection = library.createCollection("Ingest " + Pictures.mark());
          scene.cast(GALLERY, library.createGallery("All", collection));
          scene.cast(OTHERS, uploaded(scene, UPLOADS - PICKS));
          scene.cast(PICKED, uploaded(scene, PICKS));
          scene.the(PICKED).forEach(upload -> library.addKeyword(upload, "product"));
          scene.note("%d uploads".formatted(UPLOADS));
        });
  }

  private static List<String> uploaded(Scene scene, int count) {
    return IntStream.range(0, count)
        .mapToObj(_ -> "ingest-%s.jpg".formatted(Pictures.mark()))
        .map(name -> scene.world().uploads().upload(Pictures.jpeg(name), name, scene.the(GALLERY)))
        .toList();
  }

  private static Step everyUploadIsKnown() {
    return step(
        "Proofline knows every one of them",
        Page.gallery(GALLERY),
        "no status on those that no rule picks",
        scene -> {
          var processor = scene.world().processor();
          awaitAll(scene, OTHERS, "known", upload -> processor.review(upload).isPresent());
          awaitAll(scene, PICKED, "known", upload -> processor.review(upload).isPresent());
        });
  }

  private static Step whatARulePicksHasItsProof() {
    return step(
        "each of the %d that a rule picks has one proof".formatted(PICKS),
        PROOFS,
        "%d proofs more".formatted(PICKS),
        scene -> {
          var proofing = scene.world().proofing();
          awaitAll(scene, PICKED, "with a proof", each -> !proofing.proofsOf(each).isEmpty());
          Seeing.haveOneProofEach(scene, scene.the(PICKED));
        });
  }

  private static Step nothingElseHasOne() {
    return step(
        "none of the others has one",
        Page.gallery(GALLERY),
        "no status on them",
        scene -> {
          var proofs = scene.world().proofing().all();
          for (var upload : scene.the(OTHERS)) {
            if (!scene.world().proofing().proofsOf(upload, proofs).isEmpty()) {
              throw new JourneyFailed("no rule picks %s, and it has a proof".formatted(upload));
            }
          }
        });
  }

  private static void awaitAll(
      Scene scene, Role<List<String>> role, String what, Predicate<String> isSo) {
    var all = scene.the(role);
    scene.await("all %s %s".formatted(role.name(), what), () -> count(all, isSo));
  }

  private static Look<Boolean> count(List<String> all, Predicate<String> isSo) {
    long there = all.stream().filter(isSo).count();
    return Look.at(there == all.size(), "%d of %d".formatted(there, all.size()));
  }
}
