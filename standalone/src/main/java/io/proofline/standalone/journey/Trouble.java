package io.proofline.standalone.journey;

import static io.proofline.standalone.journey.Line.Step.step;

import io.proofline.standalone.journey.Line.Step;
import io.proofline.standalone.journey.Waiting.Look;
import java.util.List;
import java.util.Map;

/** What befalls both services; it is over when its journey is. */
final class Trouble {

  private static final String ZIFLOW = "ziflow";
  private static final String LIBRARY = "photoshelter";
  private static final int ANY_NUMBER = 1_000_000;

  private Trouble() {}

  /** Once before it has an effect, and once after it had: then nobody but a look can tell. */
  static Step ziflowFailsTwiceAtMakingAProof() {
    return befalls(
        "Ziflow fails at making the next proof, then makes it and answers with a failure",
        ZIFLOW,
        List.of(
            Map.of("method", "POST", "path", "/v1/proofs", "status", 500),
            Map.of("method", "POST", "path", "/v1/proofs", "status", 500, "after_applying", true)));
  }

  static Step theLibraryTakesAFileAndAnswersWithAFailure() {
    return befalls(
        "the library takes the next file and answers with a failure",
        LIBRARY,
        List.of(Map.of("path", ".*/mem/image/upload", "status", 500, "after_applying", true)));
  }

  /** As of a request that is wrong: asking again is of no use. */
  static Step ziflowRefusesProofs() {
    return befalls(
        "Ziflow refuses to make any proof",
        ZIFLOW,
        List.of(
            Map.of("method", "POST", "path", "/v1/proofs", "status", 422, "times", ANY_NUMBER)));
  }

  static Step theLibraryTakesNoFile() {
    return befalls(
        "the library takes no file",
        LIBRARY,
        List.of(
            Map.of(
                "path",
                ".*/mem/image/upload",
                "status",
                503,
                "retry_after",
                1,
                "times",
                ANY_NUMBER)));
  }

  static Step ziflowIsDown() {
    return befalls("Ziflow is down", ZIFLOW, List.of(down()));
  }

  static Step theLibraryIsDown() {
    return befalls("the library is down", LIBRARY, List.of(down()));
  }

  static Step webhooksAreLost() {
    return befalls("Ziflow's webhooks are lost", ZIFLOW, List.of(Map.of("kind", "webhook_lost")));
  }

  static Step webhooksComeTwice() {
    return befalls(
        "Ziflow's webhooks come twice", ZIFLOW, List.of(Map.of("kind", "webhook_doubled")));
  }

  static Step allIsWellAgain() {
    return step(
        "both services are well again",
        Page.FAULTS,
        "nothing goes wrong",
        scene -> scene.world().faults().clear());
  }

  /** So that a journey does not pass because nothing befell it. */
  static Step allOfThatHasHappened() {
    return step(
        "all of that has happened",
        Page.FAULTS,
        "nothing more to go wrong",
        scene -> {
          scene.await("the failures to have happened", () -> nothingWaits(scene));
          scene.note("failures overcome");
        });
  }

  private static Look<Boolean> nothingWaits(Scene scene) {
    var waiting = scene.world().faults().waiting();
    return Look.at(waiting.isEmpty(), waiting.toString());
  }

  private static Step befalls(String sentence, String side, List<Map<String, ?>> faults) {
    return step(
        sentence,
        Page.FAULTS,
        "the same, as a list",
        scene -> {
          var door = scene.world().faults();
          scene.undoAtEnd(door::clear);
          faults.forEach(fault -> door.set(side, fault));
        });
  }

  private static Map<String, ?> down() {
    return Map.of("status", 503, "times", ANY_NUMBER);
  }
}
