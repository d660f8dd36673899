package io.proofline.standalone.journey;

import static io.proofline.standalone.journey.Journey.journey;
import static io.proofline.standalone.journey.Line.Step.step;
import static io.proofline.standalone.journey.Operator.anOperatorLetsTheHeldGo;
import static io.proofline.standalone.journey.Page.PROOFS;
import static io.proofline.standalone.journey.Photographer.aPhotographerPutsItIntoTheTrash;
import static io.proofline.standalone.journey.Reviewer.APPROVED;
import static io.proofline.standalone.journey.Reviewer.aReviewerDecides;
import static io.proofline.standalone.journey.Seeing.aPhotographIsUnderReview;
import static io.proofline.standalone.journey.Seeing.itsStatusBecomes;

import io.proofline.standalone.journey.Line.Step;
import io.proofline.standalone.journey.Waiting.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** S3: of many uploads, those that a rule picks get a proof, and no others. */
final class HighVolume {

  private static final int UPLOADS = 200;
  private static final int PICKS = 10;

  /** More than the demo's rules let be made in an hour. */
  private static final int BEYOND = 310;

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
          theHeldMayGoWhereTheHourIsFull(),
          whatARulePicksHasItsProof(),
          nothingElseHasOne());

  /** To be played after all others whose photographs a rule picks: it uses up the hour. */
  static final Journey BRAKE =
      journey(
          "S3",
          "the brake",
          morePhotographsComeInThanTheHourHasProofs(),
          theBrakeHoldsSome(),
          aPhotographerPutsItIntoTheTrash(),
          anOperatorLetsTheHeldGo(),
          allOthersHaveTheirProofs(),
          whatIsInTheTrashHasNone());

  private HighVolume() {}

  private static Step morePhotographsComeInThanTheHourHasProofs() {
    return step(
        "%d photographs come in that a rule picks".formatted(BEYOND),
        Page.gallery(GALLERY),
        "all of them",
        scene -> {
          scene.cast(GALLERY, scene.world().library().gallery("Landscapes"));
          scene.cast(PICKED, uploaded(scene, BEYOND));
          scene.the(PICKED).forEach(each -> scene.world().library().addKeyword(each, "product"));
          scene.note("%d uploads".formatted(BEYOND));
        });
  }

  private static Step theBrakeHoldsSome() {
    return step(
        "some get a proof, and the brake holds those beyond an hour's",
        PROOFS,
        "fewer new proofs than photographs",
        scene -> {
          var held = scene.await("each with a proof or held", () -> held(scene));
          scene.cast(Scene.PHOTOGRAPH, held.stream().sorted().findFirst().orElseThrow());
          scene.note("%d held".formatted(held.size()));
        });
  }

  private static Look<Set<String>> held(Scene scene) {
    var held = scene.world().processor().held();
    held.retainAll(scene.the(PICKED));
    int made = withProof(scene);
    return new Look<>(
        Optional.of(held).filter(_ -> !held.isEmpty() && held.size() + made == BEYOND),
        "%d held, %d with a proof".formatted(held.size(), made));
  }

  private static int withProof(Scene scene) {
    var proofing = scene.world().proofing();
    var proofs = proofing.all();
    return (int)
        scene.the(PICKED).stream()
            .filter(each -> !proofing.proofsOf(each, proofs).isEmpty())
            .count();
  }

  private static Step allOthersHaveTheirProofs() {
    return step(
        "all but the one in the trash have their proofs",
        PROOFS,
        "more proofs",
        scene -> {
          scene.await(
              "proofs of all others",
              () -> {
                int made = withProof(scene);
                return Look.at(made == BEYOND - 1, "%d of %d".formatted(made, BEYOND - 1));
              });
          var others = new ArrayList<>(scene.the(PICKED));
          others.remove(scene.photograph());
          Seeing.haveOneProofEach(scene, others);
        });
  }

  private static Step whatIsInTheTrashHasNone() {
    return step(
        "the one in the trash has none, and it is said why",
        Page.TRASH,
        "the photograph",
        scene -> {
          scene.note(scene.await("the reason", () -> reason(scene)));
          if (!scene.world().proofing().proofsOf(scene.photograph()).isEmpty()) {
            throw new JourneyFailed(scene.photograph() + " is in the trash and has a proof");
          }
        });
  }

  /** A 404 alone is stuck for a while; that it is in the trash is known after the next walk. */
  private static Look<String> reason(Scene scene) {
    var review = scene.world().processor().review(scene.photograph()).orElseThrow();
    var ended = Set.of("stuck", "trashed").contains(review.path("state").asString(""));
    var reason = review.path("reason").asString("");
    return new Look<>(Optional.of(reason).filter(_ -> ended), review.path("state") + " " + reason);
  }

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

  private static Step theHeldMayGoWhereTheHourIsFull() {
    return step(
        "where the hour has had its proofs, an operator lets the held go",
        PROOFS,
        "new proofs at the top",
        scene -> scene.await("all turns", () -> turns(scene)));
  }

  private static Look<Boolean> turns(Scene scene) {
    var processor = scene.world().processor();
    if (scene.the(PICKED).stream().anyMatch(processor.held()::contains)) {
      processor.goAhead();
    }
    int made = withProof(scene);
    return Look.at(made == PICKS, "%d of %d".formatted(made, PICKS));
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
