package io.proofline.standalone.journey;

import io.proofline.standalone.Addresses;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** All journeys, played one after the other against the addresses of a running demo. */
public final class Journeys {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private static final List<Journey> ALL =
      List.of(
          new Journey("S1", "selected by gallery", Journeys::selectedByGallery),
          new Journey("S1", "selected by keyword", Journeys::selectedByKeyword),
          new Journey("S1", "selected by signed hook", Journeys::selectedByHook),
          new Journey("S4", "approved", Journeys::approved),
          new Journey("S4", "changes, then approved", Journeys::changedToApproved),
          new Journey("S4", "approved, then revoked", Journeys::revoked),
          new Journey("S1", "one proof each, to the end", Scene::expectOneProofEach));

  private Journeys() {}

  /**
   * Plays all of them, telling each in a line.
   *
   * @return whether all went through
   */
  public static boolean play(Addresses at, Consumer<String> out) {
    try (var http = new Http()) {
      var scene =
          new Scene(
              new LibraryDoor(http, at),
              new ProofingDoor(http, at),
              new HookDoor(http, at),
              new Waiting(LIMIT, out));
      return ALL.stream().map(journey -> play(journey, scene, out)).toList().stream()
          .allMatch(done -> done);
    }
  }

  private static void selectedByGallery(Scene scene) {
    var asset = scene.untouchedPhotograph();
    scene.selectByGallery(asset);
    scene.awaitProof(asset);
    scene.awaitStatus(asset, "In review");
  }

  private static void selectedByKeyword(Scene scene) {
    var asset = scene.untouchedPhotograph();
    scene.selectByKeyword(asset);
    scene.awaitProof(asset);
    scene.awaitStatus(asset, "In review");
  }

  private static void selectedByHook(Scene scene) {
    underReview(scene);
  }

  private static void approved(Scene scene) {
    var review = underReview(scene);
    scene.decide(review.proof(), "approved");
    scene.awaitStatus(review.asset(), "Approved");
  }

  private static void changedToApproved(Scene scene) {
    var review = underReview(scene);
    scene.decide(review.proof(), "changes_required");
    scene.awaitStatus(review.asset(), "Needs changes");
    scene.decide(review.proof(), "approved");
    scene.awaitStatus(review.asset(), "Approved");
  }

  private static void revoked(Scene scene) {
    var review = underReview(scene);
    scene.decide(review.proof(), "approved");
    scene.awaitStatus(review.asset(), "Approved");
    scene.revoke(review.proof());
    scene.awaitStatus(review.asset(), "In review");
  }

  private static UnderReview underReview(Scene scene) {
    var asset = scene.untouchedPhotograph();
    scene.selectByHook(asset);
    var proof = scene.awaitProof(asset);
    scene.awaitStatus(asset, "In review");
    return new UnderReview(asset, proof);
  }

  private static boolean play(Journey journey, Scene scene, Consumer<String> out) {
    long start = System.nanoTime();
    try {
      journey.steps().accept(scene);
      out.accept(line(journey, "done", start, String.join(", ", scene.takeSeen())));
      return true;
    } catch (JourneyFailed e) {
      var seen = String.join(", ", scene.takeSeen());
      out.accept(
          line(
              journey,
              "FAILED",
              start,
              "at %s: %s (%s)".formatted(scene.step(), e.getMessage(), seen)));
      return false;
    }
  }

  private static String line(Journey journey, String how, long start, String what) {
    double seconds = (System.nanoTime() - start) / 1e9;
    return "%s  %-26s  %-6s %5.1f s  %s"
        .formatted(journey.scenario(), journey.name(), how, seconds, what);
  }

  private record UnderReview(String asset, String proof) {}
}
