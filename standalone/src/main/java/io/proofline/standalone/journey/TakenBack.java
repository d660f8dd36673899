package io.proofline.standalone.journey;

import static io.proofline.standalone.journey.FileTheFinal.aRetoucherUploadsANewVersion;
import static io.proofline.standalone.journey.FileTheFinal.itIsThereOnce;
import static io.proofline.standalone.journey.FileTheFinal.retouched;
import static io.proofline.standalone.journey.FileTheFinal.theApprovedFileIsInTheLibrary;
import static io.proofline.standalone.journey.FileTheFinal.theFinalSays;
import static io.proofline.standalone.journey.Journey.journey;
import static io.proofline.standalone.journey.Line.Step.step;
import static io.proofline.standalone.journey.Page.PHOTOGRAPH;
import static io.proofline.standalone.journey.Page.PROOF;
import static io.proofline.standalone.journey.Photographer.SEND_TO_REVIEW;
import static io.proofline.standalone.journey.Photographer.aPhotographerPutsItInto;
import static io.proofline.standalone.journey.Photographer.aPhotographerUploadsOneInto;
import static io.proofline.standalone.journey.Reviewer.APPROVED;
import static io.proofline.standalone.journey.Reviewer.aReviewerDecides;
import static io.proofline.standalone.journey.Reviewer.theReviewerTakesItBack;
import static io.proofline.standalone.journey.Seeing.itsProofIsThere;
import static io.proofline.standalone.journey.Seeing.itsStatusBecomes;
import static io.proofline.standalone.journey.Trouble.allIsWellAgain;
import static io.proofline.standalone.journey.Trouble.theLibraryTakesNoFile;

import io.proofline.standalone.journey.Line.Step;
import io.proofline.standalone.journey.Waiting.Look;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** S2: an approval that is taken back before its file has come into the library. */
final class TakenBack {

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
          allIsWellAgain(),
          noFileSaysApproved(),
          aReviewerDecides(APPROVED),
          theApprovedFileIsInTheLibrary(),
          theFinalSays("Approved"),
          itIsThereOnce());

  private TakenBack() {}

  private static Step itsFinalIsOnItsWay() {
    return step(
        "its final is on its way, and does not arrive",
        PROOF,
        "'Approved' beside the reviewer",
        scene ->
            scene.await(
                "a final to be filed",
                () -> {
                  var open = open(review(scene));
                  return Look.at(open.contains("file_final"), "open " + open);
                }));
  }

  private static Step itsReviewIsOpenAgain() {
    return step(
        "its review is open again, as 'proofline asset' has it",
        PROOF,
        "the proof, and nobody's decision",
        scene ->
            scene.await(
                "a review that is open",
                () -> {
                  var state = review(scene).map(found -> found.path("state").asString(""));
                  return Look.at(state.equals(Optional.of("in_review")), state.toString());
                }));
  }

  /** Looked at when nothing is left to be done: what arrived has been put right by then. */
  private static Step noFileSaysApproved() {
    return step(
        "once all is done, no file says 'Approved'",
        PHOTOGRAPH,
        "another status, here and on the retouched file",
        scene -> {
          scene.await("nothing left to do", () -> done(scene));
          var library = scene.world().library();
          var files = Stream.concat(Stream.of(scene.photograph()), retouched(scene).stream());
          var said = files.map(library::status).toList();
          if (said.contains("Approved")) {
            throw new JourneyFailed("files say " + said);
          }
          scene.note("files say " + said);
        });
  }

  private static Look<Boolean> done(Scene scene) {
    var review = review(scene);
    var open = open(review);
    return Look.at(review.isPresent() && open.isEmpty(), "open " + open);
  }

  private static List<String> open(Optional<JsonNode> review) {
    return review.stream()
        .flatMap(found -> found.path("open_commands").valueStream())
        .map(command -> command.path("kind").asString(""))
        .toList();
  }

  private static Optional<JsonNode> review(Scene scene) {
    return scene.world().processor().review(scene.photograph());
  }
}
