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

  /** The first failure has no effect, the second one does: only a read shows which. */
  static Step ziflowFailsTwiceToCreateAProof() {
    return injectFaults(
        "Ziflow fails to create the next proof, then creates it and answers with an error",
        ZIFLOW,
        List.of(
            Map.of("method", "POST", "path", "/v1/proofs", "status", 500),
            Map.of("method", "POST", "path", "/v1/proofs", "status", 500, "after_applying", true)));
  }

  static Step theLibraryStoresAFileAndAnswersWithAnError() {
    return injectFaults(
        "the library stores the next file and answers with an error",
        LIBRARY,
        List.of(Map.of("path", ".*/mem/image/upload", "status", 500, "after_applying", true)));
  }

  /** With 422, as for an invalid request: a retry can't succeed. */
  static Step ziflowRefusesProofs() {
    return injectFaults(
        "Ziflow refuses to create any proof",
        ZIFLOW,
        List.of(
            Map.of("method", "POST", "path", "/v1/proofs", "status", 422, "times", ANY_NUMBER)));
  }

  static Step ziflowRefusesTheNextProof() {
    return injectFaults(
        "Ziflow refuses to create the next proof",
        ZIFLOW,
        List.of(Map.of("method", "POST", "path", "/v1/proofs", "status", 422)));
  }

  static Step theLibraryAcceptsNoUploads() {
    return injectFaults(
        "the library accepts no uploads",
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

  static Step aWebhookIsLost() {
    return injectFaults(
        "Ziflow's next webhook is lost", ZIFLOW, List.of(Map.of("kind", "webhook_lost")));
  }

  static Step aWebhookIsSentTwice() {
    return injectFaults(
        "Ziflow sends a webhook twice", ZIFLOW, List.of(Map.of("kind", "webhook_doubled")));
  }

  static Step theFaultsAreCleared() {
    return step(
        "both services work again",
        SandboxPage.FAULTS,
        "no faults",
        journeyRun -> journeyRun.environment().faults().clear());
  }

  /** A journey must not pass because its faults never happened. */
  static Step allFaultsHaveHappened() {
    return step(
        "all injected faults have happened",
        SandboxPage.FAULTS,
        "no pending faults",
        journeyRun -> {
          journeyRun.await("the failures to have happened", () -> noFaultsPending(journeyRun));
          journeyRun.addNote("all faults happened");
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
          var faultInjection = journeyRun.environment().faults();
          journeyRun.onEnd(faultInjection::clear);
          faults.forEach(fault -> faultInjection.inject(side, fault));
        });
  }

  private static Map<String, ?> down() {
    return Map.of("status", 503, "times", ANY_NUMBER);
  }
}
