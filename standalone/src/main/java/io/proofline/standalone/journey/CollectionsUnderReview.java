package io.proofline.standalone.journey;

import static io.proofline.standalone.journey.Journey.journey;
import static io.proofline.standalone.journey.Line.Step.step;
import static io.proofline.standalone.journey.Operator.anOperatorWithdrawsIt;
import static io.proofline.standalone.journey.Page.LIBRARY;
import static io.proofline.standalone.journey.Page.PROOF;
import static io.proofline.standalone.journey.Page.PROOFS;
import static io.proofline.standalone.journey.Reviewer.APPROVED;

import io.proofline.standalone.journey.Line.Step;
import io.proofline.standalone.journey.Waiting.Look;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** S5: a collection is ready when nothing in it is open, and a Ziflow folder mirrors it. */
final class CollectionsUnderReview {

  private static final Role<String> NAME = new Role<>("name of the collection");
  private static final Role<List<String>> TO_REVIEW = new Role<>("photographs to be reviewed");

  static final Journey READY =
      journey(
          "S5",
          "collections under review",
          aPhotographerMakesACollectionOfThree(),
          twoOfThemAreSentToReview(),
          eachOfTheTwoHasAProof(),
          theCollectionCounts(1, 2),
          aFolderHasTheCollectionsName(),
          aReviewerApprovesBoth(),
          theCollectionCounts(3, 0));

  static final Journey OPEN_AGAIN =
      journey(
          "S5",
          "ready, and open again",
          aPhotographerMakesACollectionOfThree(),
          twoOfThemAreSentToReview(),
          eachOfTheTwoHasAProof(),
          aReviewerApprovesBoth(),
          theCollectionCounts(3, 0),
          theReviewerTakesOneBack(),
          theCollectionCounts(2, 1),
          anOperatorWithdrawsIt(),
          theCollectionCounts(2, 0));

  private CollectionsUnderReview() {}

  private static Step aPhotographerMakesACollectionOfThree() {
    return step(
        "a photographer makes a collection with two galleries and three photographs",
        LIBRARY,
        "the new collection 'Launch', with 'Stills' and 'Portraits'",
        scene -> {
          var library = scene.world().library();
          var name = "Launch " + Pictures.mark();
          var collection = library.createCollection(name);
          var stills = library.createGallery("Stills", collection);
          var portraits = library.createGallery("Portraits", collection);
          scene.cast(NAME, name);
          scene.cast(TO_REVIEW, List.of(uploaded(scene, stills), uploaded(scene, portraits)));
          uploaded(scene, portraits);
          scene.note("collection " + collection);
        });
  }

  private static String uploaded(Scene scene, String gallery) {
    var name = "launch-%s.jpg".formatted(Pictures.mark());
    return scene.world().uploads().upload(Pictures.jpeg(name), name, gallery);
  }

  private static Step twoOfThemAreSentToReview() {
    return step(
        "a partner system sends two of them to review",
        LIBRARY,
        "nothing has changed in the collection itself",
        scene -> scene.the(TO_REVIEW).forEach(scene.world().hook()::select));
  }

  private static Step eachOfTheTwoHasAProof() {
    return step(
        "each of the two has its proof",
        PROOFS,
        "both at the top of the list",
        scene -> scene.the(TO_REVIEW).forEach(each -> Seeing.awaitProof(scene, each)));
  }

  private static Step theCollectionCounts(int ready, int open) {
    return step(
        "the collection counts %d ready and %d open".formatted(ready, open),
        LIBRARY,
        "the same by looking at each photograph's status",
        scene -> {
          var awaited = "%d ready and %d open".formatted(ready, open);
          scene.await(awaited, () -> counts(scene, ready, open));
          scene.note(awaited);
        });
  }

  private static Step theReviewerTakesOneBack() {
    return step(
        "the reviewer takes one of the two back",
        PROOF,
        "the proof open again",
        scene -> {
          var photograph = scene.the(TO_REVIEW).getFirst();
          scene.cast(Scene.PHOTOGRAPH, photograph);
          scene.cast(Scene.PROOF, Seeing.theOnlyProof(scene, photograph));
          scene.world().proofing().revoke(scene.proof());
        });
  }

  private static Look<Boolean> counts(Scene scene, int ready, int open) {
    return scene
        .world()
        .processor()
        .collection(scene.the(NAME))
        .map(counts -> Look.at(isSo(counts, ready, open), counts.toString()))
        .orElseGet(() -> Look.at(false, "nothing is known of it"));
  }

  private static boolean isSo(JsonNode counts, int ready, int open) {
    return counts.path("ready").asInt(-1) == ready && counts.path("open").asInt(-1) == open;
  }

  private static Step aFolderHasTheCollectionsName() {
    return step(
        "a Ziflow folder has the collection's name",
        PROOFS,
        "the folder above both proofs",
        scene -> {
          var proofing = scene.world().proofing();
          var name = scene.the(NAME);
          scene.await(
              "a folder '%s'".formatted(name),
              () -> Look.at(proofing.folders().contains(name), "folders " + proofing.folders()));
        });
  }

  private static Step aReviewerApprovesBoth() {
    return step(
        "a reviewer approves both",
        PROOFS,
        "both approved",
        scene ->
            scene
                .the(TO_REVIEW)
                .forEach(each -> {
                  var proofing = scene.world().proofing();
                  proofing.decide(Seeing.awaitProof(scene, each), APPROVED);
                }));
  }
}
