package io.proofline.journeys;

/** Page of the simulators that shows the result of a step. */
@FunctionalInterface
interface SandboxPage {

  SandboxPage LIBRARY = _ -> "/photoshelter";
  SandboxPage PROOFS = _ -> "/ziflow";
  SandboxPage FAULTS = _ -> "/faults";
  SandboxPage WEBHOOKS = _ -> "/ziflow/webhooks";
  SandboxPage TRASH = _ -> "/photoshelter/trash";
  SandboxPage PHOTOGRAPH = journeyRun -> "/photoshelter/media/" + journeyRun.photograph();
  SandboxPage PROOF = journeyRun -> "/ziflow/proofs/" + journeyRun.proof();

  /** The page of the photograph in a variable. */
  static SandboxPage photograph(JourneyVariable<String> journeyVariable) {
    return journeyRun -> "/photoshelter/media/" + journeyRun.get(journeyVariable);
  }

  /** The page of the gallery in a variable. */
  static SandboxPage gallery(JourneyVariable<String> journeyVariable) {
    return journeyRun -> "/photoshelter/galleries/" + journeyRun.get(journeyVariable);
  }

  /** The path below the root of the pages. */
  String path(JourneyRun journeyRun);
}
