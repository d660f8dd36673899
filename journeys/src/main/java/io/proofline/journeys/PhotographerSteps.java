package io.proofline.journeys;

import static io.proofline.journeys.JourneyLine.Step.step;
import static io.proofline.journeys.SandboxPage.PHOTOGRAPH;

import io.proofline.journeys.JourneyLine.Step;
import java.util.Map;

/** What people and systems do at the library. */
final class PhotographerSteps {

  static final String SEND_TO_REVIEW = "Send to review";

  private PhotographerSteps() {}

  static Step aPhotographThatNobodyAskedAbout() {
    return step(
        "a photographer picks a photograph that nobody has asked about",
        PHOTOGRAPH,
        "the photograph, in a gallery that has nothing to do with reviews",
        journeyRun -> claim(journeyRun, unreviewedPhotograph(journeyRun)));
  }

  static Step aPhotographerPutsItInto(String gallery) {
    return step(
        "a photographer puts it into '%s'".formatted(gallery),
        PHOTOGRAPH,
        "'%s' among its galleries".formatted(gallery),
        journeyRun -> {
          var library = journeyRun.environment().library();
          library.addToGallery(journeyRun.photograph(), library.gallery(gallery));
        });
  }

  static Step aPhotographerTagsIt(String keyword) {
    return step(
        "a photographer tags it '%s'".formatted(keyword),
        PHOTOGRAPH,
        "'%s' among its keywords".formatted(keyword),
        journeyRun ->
            journeyRun.environment().library().addKeyword(journeyRun.photograph(), keyword));
  }

  static Step aPhotographerDescribesIt(Map<String, ?> fields) {
    return step(
        "a photographer describes it: %s"
            .formatted(String.join(", ", fields.keySet().stream().sorted().toList())),
        PHOTOGRAPH,
        "these fields in its metadata",
        journeyRun ->
            journeyRun.environment().library().updateIptc(journeyRun.photograph(), fields));
  }

  static Step aPhotographerUploadsOneInto(String gallery) {
    return step(
        "a photographer uploads a photograph into '%s'".formatted(gallery),
        PHOTOGRAPH,
        "the new photograph in '%s'".formatted(gallery),
        journeyRun -> claim(journeyRun, uploaded(journeyRun, gallery)));
  }

  static Step aPartnerSystemAsksForItsReview() {
    return step(
        "a partner system asks for its review by signed hook",
        PHOTOGRAPH,
        "the same galleries and keywords as before: the request alone counts",
        journeyRun -> journeyRun.environment().hook().select(journeyRun.photograph()));
  }

  static Step aPhotographerPutsItIntoTheTrash() {
    return step(
        "a photographer puts it into the trash",
        SandboxPage.TRASH,
        "the photograph, which can be restored here",
        journeyRun -> journeyRun.environment().library().trash(journeyRun.photograph()));
  }

  static Step aPhotographerTakesItOutOf(String gallery) {
    return step(
        "a photographer takes it out of '%s'".formatted(gallery),
        PHOTOGRAPH,
        "its other galleries",
        journeyRun -> {
          var library = journeyRun.environment().library();
          library.removeFromGallery(journeyRun.photograph(), library.gallery(gallery));
        });
  }

  static void uploadsADocument(JourneyRun journeyRun) {
    var journeyEnvironment = journeyRun.environment();
    var name = "terms-%s.pdf".formatted(SampleFiles.uniqueSuffix());
    var gallery = journeyEnvironment.library().gallery("Landscapes");
    claim(journeyRun, journeyEnvironment.uploads().upload(SampleFiles.pdf(name), name, gallery));
  }

  private static void claim(JourneyRun journeyRun, String photograph) {
    journeyRun.environment().claimPhotograph(photograph);
    journeyRun.set(JourneyRun.PHOTOGRAPH, photograph);
    journeyRun.addNote("photograph " + photograph);
  }

  /** When all of the library has been reviewed, somebody brings a new one. */
  private static String unreviewedPhotograph(JourneyRun journeyRun) {
    var journeyEnvironment = journeyRun.environment();
    var proofs = journeyEnvironment.proofing().allProofs();
    return journeyEnvironment
        .library()
        .imagesOutside(journeyEnvironment.library().gallery(SEND_TO_REVIEW))
        .stream()
        .filter(image -> !journeyEnvironment.claimedPhotographs().contains(image))
        .filter(image -> journeyEnvironment.proofing().proofsOf(image, proofs).isEmpty())
        .filter(image -> isFreeForOneStage(journeyEnvironment, image))
        .findFirst()
        .orElseGet(() -> uploaded(journeyRun, "Landscapes"));
  }

  /** Without a status, as finals have one, and with nothing that a second stage decides on. */
  private static boolean isFreeForOneStage(JourneyEnvironment journeyEnvironment, String image) {
    return journeyEnvironment.library().status(image).isEmpty()
        && journeyEnvironment.library().pathsOf(image).stream()
            .noneMatch(path -> path.startsWith("Events/"));
  }

  private static String uploaded(JourneyRun journeyRun, String gallery) {
    var journeyEnvironment = journeyRun.environment();
    var name = "new-%s.jpg".formatted(SampleFiles.uniqueSuffix());
    return journeyEnvironment
        .uploads()
        .upload(SampleFiles.jpeg(name), name, journeyEnvironment.library().gallery(gallery));
  }
}
