package io.proofline.journeys;

/** A page on which a person sees what a step did. */
@FunctionalInterface
interface SandboxPage {

  SandboxPage LIBRARY = _ -> "/photoshelter";
  SandboxPage PROOFS = _ -> "/ziflow";
  SandboxPage FAULTS = _ -> "/faults";
  SandboxPage WEBHOOKS = _ -> "/ziflow/webhooks";
  SandboxPage TRASH = _ -> "/photoshelter/trash";
  SandboxPage PHOTOGRAPH = journeyRun -> "/photoshelter/media/" + journeyRun.photograph();
  SandboxPage PROOF = journeyRun -> "/ziflow/proofs/" + journeyRun.proof();

  /** The photograph that has a role. */
  static SandboxPage photograph(JourneyVariable<String> journeyVariable) {
    return journeyRun -> "/photoshelter/media/" + journeyRun.get(journeyVariable);
  }

  /** The gallery that has a role. */
  static SandboxPage gallery(JourneyVariable<String> journeyVariable) {
    return journeyRun -> "/photoshelter/galleries/" + journeyRun.get(journeyVariable);
  }

  /** From the root of the pages on. */
  String path(JourneyRun journeyRun);
}
