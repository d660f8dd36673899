package io.proofline.standalone.journey;

import static io.proofline.standalone.journey.Line.Step.step;
import static io.proofline.standalone.journey.Page.PHOTOGRAPH;

import io.proofline.standalone.journey.Line.Step;
import java.util.Map;

/** What people and systems do at the library. */
final class Photographer {

  static final String SEND_TO_REVIEW = "Send to review";

  private Photographer() {}

  static Step aPhotographThatNobodyAskedAbout() {
    return step(
        "a photographer picks a photograph that nobody has asked about",
        PHOTOGRAPH,
        "the photograph, in a gallery that has nothing to do with reviews",
        scene -> picks(scene, untouched(scene)));
  }

  static Step aPhotographerPutsItInto(String gallery) {
    return step(
        "a photographer puts it into '%s'".formatted(gallery),
        PHOTOGRAPH,
        "'%s' among its galleries".formatted(gallery),
        scene -> {
          var library = scene.world().library();
          library.put(scene.photograph(), library.gallery(gallery));
        });
  }

  static Step aPhotographerTagsIt(String keyword) {
    return step(
        "a photographer tags it '%s'".formatted(keyword),
        PHOTOGRAPH,
        "'%s' among its keywords".formatted(keyword),
        scene -> scene.world().library().addKeyword(scene.photograph(), keyword));
  }

  static Step aPhotographerDescribesIt(Map<String, ?> fields) {
    return step(
        "a photographer describes it: %s"
            .formatted(String.join(", ", fields.keySet().stream().sorted().toList())),
        PHOTOGRAPH,
        "these fields in its metadata",
        scene -> scene.world().library().describe(scene.photograph(), fields));
  }

  static Step aPhotographerUploadsOneInto(String gallery) {
    return step(
        "a photographer uploads a photograph into '%s'".formatted(gallery),
        PHOTOGRAPH,
        "the new photograph in '%s'".formatted(gallery),
        scene -> picks(scene, uploaded(scene, gallery)));
  }

  static Step aPartnerSystemAsksForItsReview() {
    return step(
        "a partner system asks for its review by signed hook",
        PHOTOGRAPH,
        "the same galleries and keywords as before: the request alone counts",
        scene -> scene.world().hook().select(scene.photograph()));
  }

  static Step aPhotographerPutsItIntoTheTrash() {
    return step(
        "a photographer puts it into the trash",
        Page.TRASH,
        "the photograph, which can be restored here",
        scene -> scene.world().library().trash(scene.photograph()));
  }

  static Step aPhotographerTakesItOutOf(String gallery) {
    return step(
        "a photographer takes it out of '%s'".formatted(gallery),
        PHOTOGRAPH,
        "its other galleries",
        scene -> {
          var library = scene.world().library();
          library.takeOut(scene.photograph(), library.gallery(gallery));
        });
  }

  static void uploadsADocument(Scene scene) {
    var world = scene.world();
    var name = "terms-%s.pdf".formatted(Pictures.mark());
    var gallery = world.library().gallery("Landscapes");
    picks(scene, world.uploads().upload(Pictures.pdf(name), name, gallery));
  }

  private static void picks(Scene scene, String photograph) {
    scene.world().take(photograph);
    scene.cast(Scene.PHOTOGRAPH, photograph);
    scene.note("photograph " + photograph);
  }

  /** When all of the library has been reviewed, somebody brings a new one. */
  private static String untouched(Scene scene) {
    var world = scene.world();
    var proofs = world.proofing().all();
    return world.library().imagesOutside(world.library().gallery(SEND_TO_REVIEW)).stream()
        .filter(image -> !world.taken().contains(image))
        .filter(image -> world.proofing().proofsOf(image, proofs).isEmpty())
        .filter(image -> isFreeForOneStage(world, image))
        .findFirst()
        .orElseGet(() -> uploaded(scene, "Landscapes"));
  }

  /** Without a status, as finals have one, and with nothing that a second stage decides on. */
  private static boolean isFreeForOneStage(World world, String image) {
    return world.library().status(image).isEmpty()
        && world.library().pathsOf(image).stream().noneMatch(path -> path.startsWith("Events/"));
  }

  private static String uploaded(Scene scene, String gallery) {
    var world = scene.world();
    var name = "new-%s.jpg".formatted(Pictures.mark());
    return world.uploads().upload(Pictures.jpeg(name), name, world.library().gallery(gallery));
  }
}
