package io.proofline.journeys;

import static io.proofline.journeys.ExpectationSteps.itsProofIsThere;
import static io.proofline.journeys.ExpectationSteps.itsStatusBecomes;
import static io.proofline.journeys.FaultSteps.theFaultsAreCleared;
import static io.proofline.journeys.FaultSteps.theLibraryTakesNoFile;
import static io.proofline.journeys.FinalFilingJourneys.aRetoucherUploadsANewVersion;
import static io.proofline.journeys.FinalFilingJourneys.itIsThereOnce;
import static io.proofline.journeys.FinalFilingJourneys.retouched;
import static io.proofline.journeys.FinalFilingJourneys.theApprovedFileIsInTheLibrary;
import static io.proofline.journeys.FinalFilingJourneys.theFinalSays;
import static io.proofline.journeys.Journey.journey;
import static io.proofline.journeys.JourneyLine.Step.step;
import static io.proofline.journeys.PhotographerSteps.SEND_TO_REVIEW;
import static io.proofline.journeys.PhotographerSteps.aPhotographerPutsItInto;
import static io.proofline.journeys.PhotographerSteps.aPhotographerUploadsOneInto;
import static io.proofline.journeys.ReviewerSteps.APPROVED;
import static io.proofline.journeys.ReviewerSteps.aReviewerDecides;
import static io.proofline.journeys.ReviewerSteps.theReviewerTakesItBack;
import static io.proofline.journeys.SandboxPage.PHOTOGRAPH;
import static io.proofline.journeys.SandboxPage.PROOF;

import io.proofline.journeys.JourneyLine.Step;
import io.proofline.journeys.PollingWait.Observation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** S2: an approval that is taken back before its file has come into the library. */
final class RevokedApprovalJourneys {

  static final Journey BEFORE_FILING =
      journey(
          "S2",
          "taken back before filing",
          aPhotographerUploadsOneInto("Landscapes"),
          aPhotographerPutsItInto(SEND_TO_REVIEW),
          itsProofIsThere(),
          itsStatusBecomes("In review"),
          aRetoucherUploadsANewVersion(),
          theLibraryTakesNoFile(),
          aReviewerDecides(APPROVED),
          itsFinalIsOnItsWay(),
          theReviewerTakesItBack(),
          itsReviewIsOpenAgain(),
          theFaultsAreCleared(),
          noFileSaysApproved(),
          aReviewerDecides(APPROVED),
          theApprovedFileIsInTheLibrary(),
          theFinalSays("Approved"),
          itIsThereOnce());

  private RevokedApprovalJourneys() {}

  private static Step itsFinalIsOnItsWay() {
    return step(
        "its final is on its way, and does not arrive",
        PROOF,
        "'Approved' beside the reviewer",
        journeyRun ->
            journeyRun.await(
                "a final to be filed",
                () -> {
                  var open = open(review(journeyRun));
                  return Observation.of(open.contains("file_final"), "open " + open);
                }));
  }

  private static Step itsReviewIsOpenAgain() {
    return step(
        "its review is open again, as 'proofline asset' has it",
        PROOF,
        "the proof, and nobody's decision",
        journeyRun ->
            journeyRun.await(
                "a review that is open",
                () -> {
                  var state = review(journeyRun).map(found -> found.path("state").asString(""));
                  return Observation.of(state.equals(Optional.of("in_review")), state.toString());
                }));
  }

  /** Looked at when nothing is left to be done: what arrived has been put right by then. */
  private static Step noFileSaysApproved() {
    return step(
        "once all is done, no file says 'Approved'",
        PHOTOGRAPH,
        "another status, here and on the retouched file",
        journeyRun -> {
          journeyRun.await("nothing left to do", () -> done(journeyRun));
          var library = journeyRun.environment().library();
          var files =
              Stream.concat(Stream.of(journeyRun.photograph()), retouched(journeyRun).stream());
          var said = files.map(library::status).toList();
          if (said.contains("Approved")) {
            throw new JourneyFailedException("files say " + said);
          }
          journeyRun.addNote("files say " + said);
        });
  }

  private static Observation<Boolean> done(JourneyRun journeyRun) {
    var review = review(journeyRun);
    var open = open(review);
    return Observation.of(review.isPresent() && open.isEmpty(), "open " + open);
  }

  private static List<String> open(Optional<JsonNode> review) {
    return review.stream()
        .flatMap(found -> found.path("open_commands").valueStream())
        .map(command -> command.path("kind").asString(""))
        .toList();
  }

  private static Optional<JsonNode> review(JourneyRun journeyRun) {
    return journeyRun.environment().processor().review(journeyRun.photograph());
  }
}
