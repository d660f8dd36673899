package io.proofline.standalone.journey;

import static io.proofline.standalone.journey.Journey.journey;
import static io.proofline.standalone.journey.Line.Step.step;
import static io.proofline.standalone.journey.Page.PHOTOGRAPH;
import static io.proofline.standalone.journey.Photographer.SEND_TO_REVIEW;
import static io.proofline.standalone.journey.Photographer.aPhotographThatNobodyAskedAbout;
import static io.proofline.standalone.journey.Photographer.aPhotographerPutsItInto;
import static io.proofline.standalone.journey.Photographer.aPhotographerTagsIt;
import static io.proofline.standalone.journey.Reviewer.APPROVED;
import static io.proofline.standalone.journey.Reviewer.CHANGES_REQUIRED;
import static io.proofline.standalone.journey.Reviewer.aReviewerDecides;
import static io.proofline.standalone.journey.Seeing.itsProofIsThere;
import static io.proofline.standalone.journey.Seeing.itsStatusBecomes;

import io.proofline.standalone.journey.Line.Step;
import io.proofline.standalone.journey.Waiting.Look;
import java.util.List;
import java.util.function.Predicate;

/** S8: what is approved goes to where partners look, and away again when approval does. */
final class Publishing {

  static final Journey AND_WITHDRAW =
      journey(
          "S8",
          "publish and withdraw",
          aPhotographThatNobodyAskedAbout(),
          aPhotographerTagsIt("press"),
          aPhotographerPutsItInto(SEND_TO_REVIEW),
          itsProofIsThere(),
          aReviewerDecides(APPROVED),
          itsStatusBecomes("Approved"),
          itLies("in the press kit", "a gallery of 'Press kit'", Publishing::isInThePressKit),
          aReviewerDecides(CHANGES_REQUIRED),
          itsStatusBecomes("Needs changes"),
          itLies(
              "in the library still, and no longer in the press kit",
              "its other galleries, and none of 'Press kit'",
              paths -> !paths.isEmpty() && !isInThePressKit(paths)));

  private Publishing() {}

  private static Step itLies(String where, String look, Predicate<List<String>> isSo) {
    return step(
        "it lies " + where,
        PHOTOGRAPH,
        look + " among its galleries",
        scene -> {
          scene.await(scene.photograph() + " " + where, () -> lies(scene, isSo));
          scene.note(where);
        });
  }

  private static Look<Boolean> lies(Scene scene, Predicate<List<String>> isSo) {
    var paths = scene.world().library().pathsOf(scene.photograph());
    return Look.at(isSo.test(paths), "galleries " + paths);
  }

  private static boolean isInThePressKit(List<String> paths) {
    return paths.stream().anyMatch(path -> path.startsWith("Press kit/"));
  }
}
