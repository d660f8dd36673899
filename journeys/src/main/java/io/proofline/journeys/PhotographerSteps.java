package io.proofline.journeys;

import static io.proofline.journeys.JourneyLine.Step.step;
import static io.proofline.journeys.SandboxPage.PHOTOGRAPH;

import io.proofline.journeys.JourneyLine.Step;
import java.util.Map;

/** Steps of photographers and partner systems in the library. */
final class PhotographerSteps {

  static final String SEND_TO_REVIEW = "Send to review";

  private PhotographerSteps() {}

  static Step aPhotographWithoutAReview() {
    return step(
        "a photographer picks a photograph that has no review",
        PHOTOGRAPH,
        "the photograph, in a gallery that no rule selects",
        journeyRun -> claim(journeyRun, unreviewedPhotograph(journeyRun)));
  }

  /** It is not reserved, since it gets no proof. */
  static Step aPhotographOutsideOfReview() {
    return step(
        "a photograph has no review",
        PHOTOGRAPH,
        "the photograph, in a gallery that no rule selects",
        journeyRun -> {
          journeyRun.set(JourneyRun.PHOTOGRAPH, unreviewedPhotograph(journeyRun));
          journeyRun.addNote("photograph " + journeyRun.photograph());
        });
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

  static Step aPartnerSystemRequestsItsReview() {
    return step(
        "a partner system requests its review by signed hook",
        PHOTOGRAPH,
        "the same galleries and keywords: the request changes neither",
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

  /** Reserves a photograph without a review; returns its id. */
  static String claimUnreviewed(JourneyRun journeyRun) {
    var photograph = unreviewedPhotograph(journeyRun);
    claim(journeyRun, photograph);
    return photograph;
  }

  static void claim(JourneyRun journeyRun, String photograph) {
    journeyRun.environment().claimPhotograph(photograph);
    journeyRun.set(JourneyRun.PHOTOGRAPH, photograph);
    journeyRun.addNote("photograph " + photograph);
  }

  /** Finds a photograph without a review; uploads one if the library has none. */
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

  /** No status (finals have one), and not in a gallery that the rules give a second stage. */
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
