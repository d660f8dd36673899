package io.proofline.journeys;

import static io.proofline.journeys.ExpectationSteps.itsProofIsThere;
import static io.proofline.journeys.ExpectationSteps.itsStatusBecomes;
import static io.proofline.journeys.FaultSteps.theFaultsAreCleared;
import static io.proofline.journeys.FaultSteps.theLibraryAcceptsNoUploads;
import static io.proofline.journeys.FinalFilingJourneys.aRetoucherUploadsANewVersion;
import static io.proofline.journeys.FinalFilingJourneys.itIsThereOnce;
import static io.proofline.journeys.FinalFilingJourneys.retouched;
import static io.proofline.journeys.FinalFilingJourneys.theApprovedFileIsInTheLibrary;
import static io.proofline.journeys.FinalFilingJourneys.theFinalsStatusIs;
import static io.proofline.journeys.Journey.journey;
import static io.proofline.journeys.JourneyLine.Step.step;
import static io.proofline.journeys.PhotographerSteps.SEND_TO_REVIEW;
import static io.proofline.journeys.PhotographerSteps.aPhotographerPutsItInto;
import static io.proofline.journeys.PhotographerSteps.aPhotographerUploadsOneInto;
import static io.proofline.journeys.ReviewerSteps.APPROVED;
import static io.proofline.journeys.ReviewerSteps.aReviewerDecides;
import static io.proofline.journeys.ReviewerSteps.theReviewerRevokesTheDecision;
import static io.proofline.journeys.SandboxPage.PHOTOGRAPH;
import static io.proofline.journeys.SandboxPage.PROOF;

import io.proofline.journeys.JourneyLine.Step;
import io.proofline.journeys.PollingWait.Observation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** S2: an approval that is revoked before its file is filed in the library. */
final class RevokedApprovalJourneys {

  static final Journey BEFORE_FILING =
      journey(
          "S2",
          "revoked before filing",
          aPhotographerUploadsOneInto("Landscapes"),
          aPhotographerPutsItInto(SEND_TO_REVIEW),
          itsProofIsThere(),
          itsStatusBecomes("In review"),
          aRetoucherUploadsANewVersion(),
          theLibraryAcceptsNoUploads(),
          aReviewerDecides(APPROVED),
          itsFinalIsBeingFiled(),
          theReviewerRevokesTheDecision(),
          itsReviewIsOpenAgain(),
          theFaultsAreCleared(),
          noFileHasTheStatusApproved(),
          aReviewerDecides(APPROVED),
          theApprovedFileIsInTheLibrary(),
          theFinalsStatusIs("Approved"),
          itIsThereOnce());

  private RevokedApprovalJourneys() {}

  private static Step itsFinalIsBeingFiled() {
    return step(
        "its final is being filed, and the library does not accept it",
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
        "'proofline asset' shows its review open again",
        PROOF,
        "the proof, without a decision",
        journeyRun ->
            journeyRun.await(
                "an open review",
                () -> {
                  var state = review(journeyRun).map(found -> found.path("state").asString(""));
                  return Observation.of(state.equals(Optional.of("in_review")), state.toString());
                }));
  }

  /** Checked when no command is open: a file that arrived late has been corrected by then. */
  private static Step noFileHasTheStatusApproved() {
    return step(
        "when no command is open, no file has the status 'Approved'",
        PHOTOGRAPH,
        "another status, here and on the retouched file",
        journeyRun -> {
          journeyRun.await("no open commands", () -> done(journeyRun));
          var library = journeyRun.environment().library();
          var files =
              Stream.concat(Stream.of(journeyRun.photograph()), retouched(journeyRun).stream());
          var statuses = files.map(library::status).toList();
          if (statuses.contains("Approved")) {
            throw new JourneyFailedException("statuses " + statuses);
          }
          journeyRun.addNote("statuses " + statuses);
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
    return journeyRun.environment().operator().review(journeyRun.photograph());
  }
}
