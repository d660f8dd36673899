package io.proofline.journeys;

import static io.proofline.journeys.JourneyLine.Step.step;

import io.proofline.journeys.JourneyLine.Step;
import io.proofline.journeys.PollingWait.Observation;
import java.util.List;
import java.util.Map;

/** Steps that inject faults into both services until the journey ends. */
final class FaultSteps {

  private static final String ZIFLOW = "ziflow";
  private static final String LIBRARY = "photoshelter";
  private static final int ANY_NUMBER = 1_000_000;

  private FaultSteps() {}

  /** Once before it has an effect, and once after it had: then nobody but a look can tell. */
  static Step ziflowFailsTwiceAtMakingAProof() {
    return injectFaults(
        "Ziflow fails at making the next proof, then makes it and answers with a failure",
        ZIFLOW,
        List.of(
            Map.of("method", "POST", "path", "/v1/proofs", "status", 500),
            Map.of("method", "POST", "path", "/v1/proofs", "status", 500, "after_applying", true)));
  }

  static Step theLibraryTakesAFileAndAnswersWithAFailure() {
    return injectFaults(
        "the library takes the next file and answers with a failure",
        LIBRARY,
        List.of(Map.of("path", ".*/mem/image/upload", "status", 500, "after_applying", true)));
  }

  /** As of a request that is wrong: asking again is of no use. */
  static Step ziflowRefusesProofs() {
    return injectFaults(
        "Ziflow refuses to make any proof",
        ZIFLOW,
        List.of(
            Map.of("method", "POST", "path", "/v1/proofs", "status", 422, "times", ANY_NUMBER)));
  }

  static Step theLibraryTakesNoFile() {
    return injectFaults(
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
    return injectFaults("Ziflow is down", ZIFLOW, List.of(down()));
  }

  static Step theLibraryIsDown() {
    return injectFaults("the library is down", LIBRARY, List.of(down()));
  }

  static Step webhooksAreLost() {
    return injectFaults(
        "Ziflow's webhooks are lost", ZIFLOW, List.of(Map.of("kind", "webhook_lost")));
  }

  static Step webhooksComeTwice() {
    return injectFaults(
        "Ziflow's webhooks come twice", ZIFLOW, List.of(Map.of("kind", "webhook_doubled")));
  }

  static Step theFaultsAreCleared() {
    return step(
        "both services are well again",
        SandboxPage.FAULTS,
        "nothing goes wrong",
        journeyRun -> journeyRun.environment().faults().clear());
  }

  /** So that a journey does not pass because nothing befell it. */
  static Step allFaultsHaveHappened() {
    return step(
        "all of that has happened",
        SandboxPage.FAULTS,
        "nothing more to go wrong",
        journeyRun -> {
          journeyRun.await("the failures to have happened", () -> noFaultsPending(journeyRun));
          journeyRun.addNote("failures overcome");
        });
  }

  private static Observation<Boolean> noFaultsPending(JourneyRun journeyRun) {
    var waiting = journeyRun.environment().faults().pendingFaults();
    return Observation.of(waiting.isEmpty(), waiting.toString());
  }

  private static Step injectFaults(String sentence, String side, List<Map<String, ?>> faults) {
    return step(
        sentence,
        SandboxPage.FAULTS,
        "the same, as a list",
        journeyRun -> {
          var door = journeyRun.environment().faults();
          journeyRun.onEnd(door::clear);
          faults.forEach(fault -> door.inject(side, fault));
        });
  }

  private static Map<String, ?> down() {
    return Map.of("status", 503, "times", ANY_NUMBER);
  }
}
