package io.proofline.journeys;

import static io.proofline.journeys.ExpectationSteps.aPhotographIsUnderReview;
import static io.proofline.journeys.ExpectationSteps.itsStatusBecomes;
import static io.proofline.journeys.Journey.journey;
import static io.proofline.journeys.JourneyLine.Step.step;
import static io.proofline.journeys.OperatorSteps.anOperatorReleasesHeldProofs;
import static io.proofline.journeys.PhotographerSteps.aPhotographerPutsItIntoTheTrash;
import static io.proofline.journeys.ReviewerSteps.APPROVED;
import static io.proofline.journeys.ReviewerSteps.aReviewerDecides;
import static io.proofline.journeys.SandboxPage.PROOFS;

import io.proofline.journeys.JourneyLine.Step;
import io.proofline.journeys.PollingWait.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** S3: of many uploads, only those that a rule picks get a proof. */
final class HighVolumeJourneys {

  private static final int UPLOADS = 200;
  private static final int PICKS = 10;

  /** More proofs than the demo's rules allow in an hour. */
  private static final int UPLOADS_BEYOND_HOURLY_LIMIT = 110;

  private static final JourneyVariable<String> GALLERY =
      new JourneyVariable<>("gallery of the ingest");
  private static final JourneyVariable<List<String>> PICKED =
      new JourneyVariable<>("uploads that a rule picks");
  private static final JourneyVariable<List<String>> OTHERS =
      new JourneyVariable<>("uploads that no rule picks");

  static final Journey INGEST =
      journey(
          "S3",
          "high-volume ingest",
          aPhotographIsUnderReview(),
          manyPhotographsAreUploaded(),
          aReviewerDecides(APPROVED),
          itsStatusBecomes("Approved"),
          everyUploadIsKnown(),
          anOperatorReleasesHeldProofsIfAny(),
          eachPickedUploadHasOneProof(),
          noOtherUploadHasAProof());

  /** Uses up the hourly limit, so it is played after all other journeys that need a rule's pick. */
  static final Journey RATE_LIMIT =
      journey(
          "S3",
          "proof rate limit",
          photographsBeyondTheHourlyLimitAreUploaded(),
          theRateLimitHoldsSome(),
          aPhotographerPutsItIntoTheTrash(),
          anOperatorReleasesHeldProofs(),
          allOthersHaveTheirProofs(),
          theTrashedPhotographHasNoProof());

  private HighVolumeJourneys() {}

  private static Step photographsBeyondTheHourlyLimitAreUploaded() {
    return step(
        "%d photographs that a rule picks are uploaded".formatted(UPLOADS_BEYOND_HOURLY_LIMIT),
        SandboxPage.gallery(GALLERY),
        "all of them",
        journeyRun -> {
          journeyRun.set(GALLERY, journeyRun.environment().library().gallery("Landscapes"));
          journeyRun.set(PICKED, uploaded(journeyRun, UPLOADS_BEYOND_HOURLY_LIMIT));
          journeyRun
              .get(PICKED)
              .forEach(each -> journeyRun.environment().library().addKeyword(each, "product"));
          journeyRun.addNote("%d uploads".formatted(UPLOADS_BEYOND_HOURLY_LIMIT));
        });
  }

  private static Step theRateLimitHoldsSome() {
    return step(
        "some get a proof, and the hourly limit holds the rest",
        PROOFS,
        "fewer new proofs than photographs",
        journeyRun -> {
          var held = journeyRun.await("each with a proof or held", () -> held(journeyRun));
          journeyRun.set(JourneyRun.PHOTOGRAPH, held.stream().sorted().findFirst().orElseThrow());
          journeyRun.addNote("%d held".formatted(held.size()));
        });
  }

  private static Observation<Set<String>> held(JourneyRun journeyRun) {
    var held = journeyRun.environment().operator().heldAssets();
    held.retainAll(journeyRun.get(PICKED));
    int made = withProof(journeyRun);
    return new Observation<>(
        Optional.of(held)
            .filter(_ -> !held.isEmpty() && held.size() + made == UPLOADS_BEYOND_HOURLY_LIMIT),
        "%d held, %d with a proof".formatted(held.size(), made));
  }

  private static int withProof(JourneyRun journeyRun) {
    var proofing = journeyRun.environment().proofing();
    var proofs = proofing.allProofs();
    return (int)
        journeyRun.get(PICKED).stream()
            .filter(each -> !proofing.proofsOf(each, proofs).isEmpty())
            .count();
  }

  private static Step allOthersHaveTheirProofs() {
    return step(
        "all but the one in the trash have their proofs",
        PROOFS,
        "more proofs",
        journeyRun -> {
          journeyRun.await(
              "proofs of all others",
              () -> {
                int made = withProof(journeyRun);
                return Observation.of(
                    made == UPLOADS_BEYOND_HOURLY_LIMIT - 1,
                    "%d of %d".formatted(made, UPLOADS_BEYOND_HOURLY_LIMIT - 1));
              });
          var others = new ArrayList<>(journeyRun.get(PICKED));
          others.remove(journeyRun.photograph());
          ExpectationSteps.requireOneProofEach(journeyRun, others);
        });
  }

  private static Step theTrashedPhotographHasNoProof() {
    return step(
        "the one in the trash has no proof, and its review has the reason",
        SandboxPage.TRASH,
        "the photograph",
        journeyRun -> {
          journeyRun.addNote(journeyRun.await("the reason", () -> reason(journeyRun)));
          if (!journeyRun.environment().proofing().proofsOf(journeyRun.photograph()).isEmpty()) {
            throw new JourneyFailedException(
                journeyRun.photograph() + " is in the trash and has a proof");
          }
        });
  }

  /**
   * After a 404 the review is stuck; the next full pass of the poller finds the file in the trash.
   */
  private static Observation<String> reason(JourneyRun journeyRun) {
    var review = journeyRun.environment().operator().review(journeyRun.photograph()).orElseThrow();
    var ended = Set.of("stuck", "trashed").contains(review.path("state").asString(""));
    var reason = review.path("reason").asString("");
    return new Observation<>(
        Optional.of(reason).filter(_ -> ended), review.path("state") + " " + reason);
  }

  private static Step manyPhotographsAreUploaded() {
    return step(
        "%d photographs are uploaded, %d of them tagged 'product'".formatted(UPLOADS, PICKS),
        SandboxPage.gallery(GALLERY),
        "all of them",
        journeyRun -> {
          var library = journeyRun.environment().library();
          var collection = library.createCollection("Ingest " + SampleFiles.uniqueSuffix());
          journeyRun.set(GALLERY, library.createGallery("All", collection));
          journeyRun.set(OTHERS, uploaded(journeyRun, UPLOADS - PICKS));
          journeyRun.set(PICKED, uploaded(journeyRun, PICKS));
          journeyRun.get(PICKED).forEach(upload -> library.addKeyword(upload, "product"));
          journeyRun.addNote("%d uploads".formatted(UPLOADS));
        });
  }

  private static List<String> uploaded(JourneyRun journeyRun, int count) {
    return IntStream.range(0, count)
        .mapToObj(_ -> "ingest-%s.jpg".formatted(SampleFiles.uniqueSuffix()))
        .map(name ->
            journeyRun
                .environment()
                .uploads()
                .upload(SampleFiles.jpeg(name), name, journeyRun.get(GALLERY)))
        .toList();
  }

  private static Step everyUploadIsKnown() {
    return step(
        "Proofline knows all of them",
        SandboxPage.gallery(GALLERY),
        "no status on those that no rule picks",
        journeyRun -> {
          var operator = journeyRun.environment().operator();
          awaitAll(journeyRun, OTHERS, "known", upload -> operator.review(upload).isPresent());
          awaitAll(journeyRun, PICKED, "known", upload -> operator.review(upload).isPresent());
        });
  }

  private static Step anOperatorReleasesHeldProofsIfAny() {
    return step(
        "if the hourly limit is used up, an operator releases held proofs",
        PROOFS,
        "new proofs at the top",
        journeyRun -> journeyRun.await("all permits", () -> allHaveProofs(journeyRun)));
  }

  private static Observation<Boolean> allHaveProofs(JourneyRun journeyRun) {
    var operator = journeyRun.environment().operator();
    if (journeyRun.get(PICKED).stream().anyMatch(operator.heldAssets()::contains)) {
      operator.releaseHeldProofs();
    }
    int made = withProof(journeyRun);
    return Observation.of(made == PICKS, "%d of %d".formatted(made, PICKS));
  }

  private static Step eachPickedUploadHasOneProof() {
    return step(
        "each of the %d that a rule picks has one proof".formatted(PICKS),
        PROOFS,
        "%d proofs more".formatted(PICKS),
        journeyRun -> {
          var proofing = journeyRun.environment().proofing();
          awaitAll(journeyRun, PICKED, "with a proof", each -> !proofing.proofsOf(each).isEmpty());
          ExpectationSteps.requireOneProofEach(journeyRun, journeyRun.get(PICKED));
        });
  }

  private static Step noOtherUploadHasAProof() {
    return step(
        "none of the others has one",
        SandboxPage.gallery(GALLERY),
        "no status on them",
        journeyRun -> {
          var proofs = journeyRun.environment().proofing().allProofs();
          for (var upload : journeyRun.get(OTHERS)) {
            if (!journeyRun.environment().proofing().proofsOf(upload, proofs).isEmpty()) {
              throw new JourneyFailedException(
                  "no rule picks %s, but it has a proof".formatted(upload));
            }
          }
        });
  }

  private static void awaitAll(
      JourneyRun journeyRun,
      JourneyVariable<List<String>> journeyVariable,
      String what,
      Predicate<String> condition) {
    var all = journeyRun.get(journeyVariable);
    journeyRun.await(
        "all %s %s".formatted(journeyVariable.name(), what), () -> count(all, condition));
  }

  private static Observation<Boolean> count(List<String> all, Predicate<String> condition) {
    long there = all.stream().filter(condition).count();
    return Observation.of(there == all.size(), "%d of %d".formatted(there, all.size()));
  }
}
