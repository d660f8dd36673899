package io.proofline.standalone.journey;

/** A page on which a person sees what a step did. */
@FunctionalInterface
interface Page {

  Page LIBRARY = _ -> "/photoshelter";
  Page PROOFS = _ -> "/ziflow";
  Page FAULTS = _ -> "/faults";
  Page WEBHOOKS = _ -> "/ziflow/webhooks";
  Page TRASH = _ -> "/photoshelter/trash";
  Page PHOTOGRAPH = scene -> "/photoshelter/media/" + scene.photograph();
  Page PROOF = scene -> "/ziflow/proofs/" + scene.proof();

  /** The photograph that has a role. */
  static Page photograph(Role<String> role) {
    return scene -> "/photoshelter/media/" + scene.the(role);
  }

  /** The gallery that has a role. */
  static Page gallery(Role<String> role) {
    return scene -> "/photoshelter/galleries/" + scene.the(role);
  }

  /** From the root of the pages on. */
  String path(Scene scene);
}
