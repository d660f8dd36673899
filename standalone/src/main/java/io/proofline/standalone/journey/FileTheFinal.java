package io.proofline.standalone.journey;

import static io.proofline.standalone.journey.Journey.journey;
import static io.proofline.standalone.journey.Line.Step.step;
import static io.proofline.standalone.journey.Page.PROOF;
import static io.proofline.standalone.journey.Photographer.SEND_TO_REVIEW;
import static io.proofline.standalone.journey.Photographer.aPhotographThatNobodyAskedAbout;
import static io.proofline.standalone.journey.Photographer.aPhotographerDescribesIt;
import static io.proofline.standalone.journey.Photographer.aPhotographerPutsItInto;
import static io.proofline.standalone.journey.Photographer.aPhotographerUploadsOneInto;
import static io.proofline.standalone.journey.Reviewer.APPROVED;
import static io.proofline.standalone.journey.Reviewer.aReviewerDecides;
import static io.proofline.standalone.journey.Reviewer.theReviewerTakesItBack;
import static io.proofline.standalone.journey.Seeing.itsProofIsThere;
import static io.proofline.standalone.journey.Seeing.itsStatusBecomes;
import static io.proofline.standalone.journey.Trouble.allOfThatHasHappened;
import static io.proofline.standalone.journey.Trouble.theLibraryTakesAFileAndAnswersWithAFailure;

import io.proofline.standalone.journey.Line.Step;
import io.proofline.standalone.journey.Waiting.Look;
import java.util.List;
import java.util.Map;

/** S2: a version that a person uploaded in Ziflow is approved, and comes into the library. */
final class FileTheFinal {

  private static final Map<String, ?> DESCRIPTION =
      Map.of(
          "title", "Morning in the hills",
          "caption", "Mist over the ridge, seen from the hut.",
          "author", "Ane Etxeberria",
          "copyright", "Sandbox Studio",
          "keywords", List.of("hills", "mist"));

  private static final Role<byte[]> RETOUCHED = new Role<>("retouched file");
  private static final Role<String> FINAL = new Role<>("final");

  static final Journey UPLOADED =
      journey(
          "S2",
          "file the final",
          aPhotographThatNobodyAskedAbout(),
          aPhotographerDescribesIt(DESCRIPTION),
          aPhotographerPutsItInto(SEND_TO_REVIEW),
          itsProofIsThere(),
          itsStatusBecomes("In review"),
          aRetoucherUploadsANewVersion(),
          aReviewerDecides(APPROVED),
          theApprovedFileIsInTheLibrary(),
          itCarriesWhatItsSourceSays(),
          itNamesItsProofAndSaysApproved(),
          itsStatusBecomes("Superseded"));

  static final Journey ONCE =
      journey(
          "S2",
          "filed once, whatever happens",
          aPhotographerUploadsOneInto("Landscapes"),
          aPhotographerPutsItInto(SEND_TO_REVIEW),
          itsProofIsThere(),
          itsStatusBecomes("In review"),
          aRetoucherUploadsANewVersion(),
          theLibraryTakesAFileAndAnswersWithAFailure(),
          aReviewerDecides(APPROVED),
          theApprovedFileIsInTheLibrary(),
          allOfThatHasHappened(),
          itsStatusBecomes("Superseded"),
          theReviewerTakesItBack(),
          theFinalSays("In review"),
          aReviewerDecides(APPROVED),
          theFinalSays("Approved"),
          itIsThereOnce());

  private FileTheFinal() {}

  static Step aRetoucherUploadsANewVersion() {
    return step(
        "a retoucher uploads a new version in Ziflow",
        PROOF,
        "version 2, open, with the same reviewers",
        scene -> {
          var proofing = scene.world().proofing();
          var name = "retouched-%s.jpg".formatted(Pictures.mark());
          var file = Pictures.jpeg(name);
          var version = proofing.uploadVersion(scene.proof(), name, file);
          scene.await("version 2 open", () -> Seeing.open(proofing.proof(version)));
          scene.cast(RETOUCHED, file);
          scene.cast(Scene.PROOF, version);
          scene.note("version " + version);
        });
  }

  static Step theApprovedFileIsInTheLibrary() {
    return step(
        "the approved file is in the library, beside its source",
        Page.photograph(FINAL),
        "the retouched picture, in its source's galleries",
        scene -> {
          var found = scene.await("the retouched file in the library", () -> filed(scene));
          scene.cast(FINAL, found);
          scene.note("final " + found);
        });
  }

  private static Look<String> filed(Scene scene) {
    var same = retouched(scene);
    return new Look<>(same.stream().findFirst(), "%d such files".formatted(same.size()));
  }

  /** Files beside its source that show what was retouched. */
  static List<String> retouched(Scene scene) {
    var library = scene.world().library();
    return library.galleriesOf(scene.photograph()).stream()
        .flatMap(library::images)
        .filter(image -> !image.equals(scene.photograph()))
        .distinct()
        .filter(image -> Pictures.show(library.download(image), scene.the(RETOUCHED)))
        .toList();
  }

  static Step theFinalSays(String status) {
    return step(
        "the final says '%s'".formatted(status),
        Page.photograph(FINAL),
        "IPTC status '%s'".formatted(status),
        scene -> scene.await("'%s' on the final".formatted(status), () -> says(scene, status)));
  }

  private static Look<Boolean> says(Scene scene, String status) {
    var found = scene.world().library().status(scene.the(FINAL));
    return Look.at(found.equals(status), "'%s'".formatted(found));
  }

  static Step itIsThereOnce() {
    return step(
        "it is in the library once",
        Page.photograph(FINAL),
        "no other file with this picture in its galleries",
        scene -> {
          var same = retouched(scene);
          if (!same.equals(List.of(scene.the(FINAL)))) {
            throw new JourneyFailed("the final is there as " + same);
          }
        });
  }

  private static Step itCarriesWhatItsSourceSays() {
    return step(
        "it carries its source's title, caption, creator, rights and keywords",
        Page.photograph(FINAL),
        "the same words as on its source",
        scene -> scene.await("the source's words on the final", () -> sameWords(scene)));
  }

  private static Look<Boolean> sameWords(Scene scene) {
    var library = scene.world().library();
    var source = library.iptc(scene.photograph());
    var filed = library.iptc(scene.the(FINAL));
    var same = DESCRIPTION.keySet().stream().allMatch(f -> filed.path(f).equals(source.path(f)));
    return Look.at(same, filed.toString());
  }

  private static Step itNamesItsProofAndSaysApproved() {
    return step(
        "it names its proof and says 'Approved'",
        Page.photograph(FINAL),
        "IPTC status 'Approved', and the proof's address in a field",
        scene -> scene.await("the proof's address and 'Approved'", () -> approved(scene)));
  }

  private static Look<Boolean> approved(Scene scene) {
    var fields = scene.world().library().iptc(scene.the(FINAL));
    var status = fields.path("edit_status").asString("");
    var names = fields.toString().contains(scene.proof());
    return Look.at(status.equals("Approved") && names, fields.toString());
  }
}
