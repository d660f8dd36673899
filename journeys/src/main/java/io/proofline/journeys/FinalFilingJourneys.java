package io.proofline.journeys;

import static io.proofline.journeys.ExpectationSteps.itsProofIsThere;
import static io.proofline.journeys.ExpectationSteps.itsStatusBecomes;
import static io.proofline.journeys.FaultSteps.allFaultsHaveHappened;
import static io.proofline.journeys.FaultSteps.theLibraryStoresAFileAndAnswersWithAnError;
import static io.proofline.journeys.Journey.journey;
import static io.proofline.journeys.JourneyLine.Step.step;
import static io.proofline.journeys.PhotographerSteps.SEND_TO_REVIEW;
import static io.proofline.journeys.PhotographerSteps.aPhotographWithoutAReview;
import static io.proofline.journeys.PhotographerSteps.aPhotographerDescribesIt;
import static io.proofline.journeys.PhotographerSteps.aPhotographerPutsItInto;
import static io.proofline.journeys.PhotographerSteps.aPhotographerUploadsOneInto;
import static io.proofline.journeys.ReviewerSteps.APPROVED;
import static io.proofline.journeys.ReviewerSteps.aReviewerDecides;
import static io.proofline.journeys.ReviewerSteps.theReviewerRevokesTheDecision;
import static io.proofline.journeys.SandboxPage.PROOF;

import io.proofline.journeys.JourneyLine.Step;
import io.proofline.journeys.PollingWait.Observation;
import java.util.List;
import java.util.Map;

/** S2: an approved version that a person uploaded in Ziflow is filed in the library. */
final class FinalFilingJourneys {

  private static final Map<String, ?> DESCRIPTION =
      Map.of(
          "title", "Morning in the hills",
          "caption", "Mist over the ridge, seen from the hut.",
          "author", "Ane Etxeberria",
          "copyright", "Sandbox Studio",
          "keywords", List.of("hills", "mist"));

  private static final JourneyVariable<byte[]> RETOUCHED = new JourneyVariable<>("retouched file");
  private static final JourneyVariable<String> FINAL = new JourneyVariable<>("final");

  static final Journey UPLOADED =
      journey(
          "S2",
          "file the final",
          aPhotographWithoutAReview(),
          aPhotographerDescribesIt(DESCRIPTION),
          aPhotographerPutsItInto(SEND_TO_REVIEW),
          itsProofIsThere(),
          itsStatusBecomes("In review"),
          aRetoucherUploadsANewVersion(),
          aReviewerDecides(APPROVED),
          theApprovedFileIsInTheLibrary(),
          itHasItsSourcesMetadata(),
          itNamesItsProofAndIsApproved(),
          itsStatusBecomes("Superseded"));

  static final Journey ONCE =
      journey(
          "S2",
          "filed once despite faults",
          aPhotographerUploadsOneInto("Landscapes"),
          aPhotographerPutsItInto(SEND_TO_REVIEW),
          itsProofIsThere(),
          itsStatusBecomes("In review"),
          aRetoucherUploadsANewVersion(),
          theLibraryStoresAFileAndAnswersWithAnError(),
          aReviewerDecides(APPROVED),
          theApprovedFileIsInTheLibrary(),
          allFaultsHaveHappened(),
          itsStatusBecomes("Superseded"),
          theReviewerRevokesTheDecision(),
          theFinalsStatusIs("In review"),
          aReviewerDecides(APPROVED),
          theFinalsStatusIs("Approved"),
          itIsThereOnce());

  private FinalFilingJourneys() {}

  static Step aRetoucherUploadsANewVersion() {
    return step(
        "a retoucher uploads a new version in Ziflow",
        PROOF,
        "version 2, open, with the same reviewers",
        journeyRun -> {
          var proofing = journeyRun.environment().proofing();
          var name = "retouched-%s.jpg".formatted(SampleFiles.uniqueSuffix());
          var file = SampleFiles.jpeg(name);
          var version = proofing.uploadVersion(journeyRun.proof(), name, file);
          journeyRun.await("version 2 open", () -> ExpectationSteps.open(proofing.proof(version)));
          journeyRun.set(RETOUCHED, file);
          journeyRun.set(JourneyRun.PROOF, version);
          journeyRun.addNote("version " + version);
        });
  }

  static Step theApprovedFileIsInTheLibrary() {
    return step(
        "the approved file is in the library, in its source's galleries",
        SandboxPage.photograph(FINAL),
        "the retouched picture, in its source's galleries",
        journeyRun -> {
          var found =
              journeyRun.await("the retouched file in the library", () -> filed(journeyRun));
          journeyRun.set(FINAL, found);
          journeyRun.addNote("final " + found);
        });
  }

  private static Observation<String> filed(JourneyRun journeyRun) {
    var same = retouched(journeyRun);
    return new Observation<>(same.stream().findFirst(), "%d such files".formatted(same.size()));
  }

  /** Files in the source's galleries that show the retouched picture. */
  static List<String> retouched(JourneyRun journeyRun) {
    var library = journeyRun.environment().library();
    return library.galleriesOf(journeyRun.photograph()).stream()
        .flatMap(library::images)
        .filter(image -> !image.equals(journeyRun.photograph()))
        .distinct()
        .filter(
            image -> SampleFiles.showSameImage(library.download(image), journeyRun.get(RETOUCHED)))
        .toList();
  }

  static Step theFinalsStatusIs(String status) {
    return step(
        "the final has the status '%s'".formatted(status),
        SandboxPage.photograph(FINAL),
        "IPTC status '%s'".formatted(status),
        journeyRun ->
            journeyRun.await(
                "'%s' on the final".formatted(status), () -> hasStatus(journeyRun, status)));
  }

  private static Observation<Boolean> hasStatus(JourneyRun journeyRun, String status) {
    var found = journeyRun.environment().library().status(journeyRun.get(FINAL));
    return Observation.of(found.equals(status), "'%s'".formatted(found));
  }

  static Step itIsThereOnce() {
    return step(
        "it is in the library once",
        SandboxPage.photograph(FINAL),
        "no other file with this picture in its galleries",
        journeyRun -> {
          var same = retouched(journeyRun);
          if (!same.equals(List.of(journeyRun.get(FINAL)))) {
            throw new JourneyFailedException(
                "the library has these files with the final's picture: " + same);
          }
        });
  }

  private static Step itHasItsSourcesMetadata() {
    return step(
        "it has its source's title, caption, creator, rights and keywords",
        SandboxPage.photograph(FINAL),
        "the same words as on its source",
        journeyRun ->
            journeyRun.await("the source's words on the final", () -> sameWords(journeyRun)));
  }

  private static Observation<Boolean> sameWords(JourneyRun journeyRun) {
    var library = journeyRun.environment().library();
    var source = library.iptc(journeyRun.photograph());
    var filed = library.iptc(journeyRun.get(FINAL));
    var same = DESCRIPTION.keySet().stream().allMatch(f -> filed.path(f).equals(source.path(f)));
    return Observation.of(same, filed.toString());
  }

  private static Step itNamesItsProofAndIsApproved() {
    return step(
        "it names its proof and has the status 'Approved'",
        SandboxPage.photograph(FINAL),
        "IPTC status 'Approved', and the proof's address in a field",
        journeyRun ->
            journeyRun.await("the proof's address and 'Approved'", () -> approved(journeyRun)));
  }

  private static Observation<Boolean> approved(JourneyRun journeyRun) {
    var fields = journeyRun.environment().library().iptc(journeyRun.get(FINAL));
    var status = fields.path("edit_status").asString("");
    var names = fields.toString().contains(journeyRun.proof());
    return Observation.of(status.equals("Approved") && names, fields.toString());
  }
}
