package io.proofline.journeys;

import static io.proofline.journeys.Journey.journey;
import static io.proofline.journeys.JourneyLine.Step.step;
import static io.proofline.journeys.OperatorSteps.anOperatorWithdrawsIt;
import static io.proofline.journeys.ReviewerSteps.APPROVED;
import static io.proofline.journeys.SandboxPage.LIBRARY;
import static io.proofline.journeys.SandboxPage.PROOF;
import static io.proofline.journeys.SandboxPage.PROOFS;

import io.proofline.journeys.JourneyLine.Step;
import io.proofline.journeys.PollingWait.Observation;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** S5: a collection is ready when nothing in it is open, and a Ziflow folder mirrors it. */
final class CollectionJourneys {

  private static final JourneyVariable<String> NAME =
      new JourneyVariable<>("name of the collection");
  private static final JourneyVariable<List<String>> TO_REVIEW =
      new JourneyVariable<>("photographs to be reviewed");

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
          theReviewerRevokesOneApproval(),
          theCollectionCounts(2, 1),
          anOperatorWithdrawsIt(),
          theCollectionCounts(2, 0));

  private CollectionJourneys() {}

  private static Step aPhotographerMakesACollectionOfThree() {
    return step(
        "a photographer makes a collection with two galleries and three photographs",
        LIBRARY,
        "the new collection 'Launch', with 'Stills' and 'Portraits'",
        journeyRun -> {
          var library = journeyRun.environment().library();
          var name = "Launch " + SampleFiles.uniqueSuffix();
          var collection = library.createCollection(name);
          var stills = library.createGallery("Stills", collection);
          var portraits = library.createGallery("Portraits", collection);
          journeyRun.set(NAME, name);
          journeyRun.set(
              TO_REVIEW, List.of(uploaded(journeyRun, stills), uploaded(journeyRun, portraits)));
          uploaded(journeyRun, portraits);
          journeyRun.addNote("collection " + collection);
        });
  }

  private static String uploaded(JourneyRun journeyRun, String gallery) {
    var name = "launch-%s.jpg".formatted(SampleFiles.uniqueSuffix());
    return journeyRun.environment().uploads().upload(SampleFiles.jpeg(name), name, gallery);
  }

  private static Step twoOfThemAreSentToReview() {
    return step(
        "a partner system sends two of them to review",
        LIBRARY,
        "the collection is unchanged",
        journeyRun -> journeyRun.get(TO_REVIEW).forEach(journeyRun.environment().hook()::select));
  }

  private static Step eachOfTheTwoHasAProof() {
    return step(
        "each of the two has its proof",
        PROOFS,
        "both at the top of the list",
        journeyRun ->
            journeyRun
                .get(TO_REVIEW)
                .forEach(each -> ExpectationSteps.awaitProof(journeyRun, each)));
  }

  private static Step theCollectionCounts(int ready, int open) {
    return step(
        "the collection counts %d ready and %d open".formatted(ready, open),
        LIBRARY,
        "the same counts by each photograph's status",
        journeyRun -> {
          var awaited = "%d ready and %d open".formatted(ready, open);
          journeyRun.await(awaited, () -> counts(journeyRun, ready, open));
          journeyRun.addNote(awaited);
        });
  }

  private static Step theReviewerRevokesOneApproval() {
    return step(
        "the reviewer revokes one of the two approvals",
        PROOF,
        "the proof open again",
        journeyRun -> {
          var photograph = journeyRun.get(TO_REVIEW).getFirst();
          journeyRun.set(JourneyRun.PHOTOGRAPH, photograph);
          journeyRun.set(JourneyRun.PROOF, ExpectationSteps.onlyProof(journeyRun, photograph));
          journeyRun.environment().proofing().revoke(journeyRun.proof());
        });
  }

  private static Observation<Boolean> counts(JourneyRun journeyRun, int ready, int open) {
    return journeyRun
        .environment()
        .operator()
        .collection(journeyRun.get(NAME))
        .map(counts -> Observation.of(countsAre(counts, ready, open), counts.toString()))
        .orElseGet(() -> Observation.of(false, "the console does not know the collection"));
  }

  private static boolean countsAre(JsonNode counts, int ready, int open) {
    return counts.path("ready").asInt(-1) == ready && counts.path("open").asInt(-1) == open;
  }

  private static Step aFolderHasTheCollectionsName() {
    return step(
        "a Ziflow folder has the collection's name",
        PROOFS,
        "the folder above both proofs",
        journeyRun -> {
          var proofing = journeyRun.environment().proofing();
          var name = journeyRun.get(NAME);
          journeyRun.await(
              "a folder '%s'".formatted(name),
              () ->
                  Observation.of(
                      proofing.folders().contains(name), "folders " + proofing.folders()));
        });
  }

  private static Step aReviewerApprovesBoth() {
    return step(
        "a reviewer approves both",
        PROOFS,
        "both approved",
        journeyRun ->
            journeyRun
                .get(TO_REVIEW)
                .forEach(each -> {
                  var proofing = journeyRun.environment().proofing();
                  proofing.decide(ExpectationSteps.awaitProof(journeyRun, each), APPROVED);
                }));
  }
}
