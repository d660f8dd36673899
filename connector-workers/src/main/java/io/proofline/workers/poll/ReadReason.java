package io.proofline.workers.poll;

/** Why assets are read. */
enum ReadReason {
  /** For the first time, before any turn: what is there opens nothing. */
  BASELINE,
  /** They came into what selects, or went. */
  SELECTION_CHANGED,
  /** Something of them may have changed; or the first pass has come to them while turns go on. */
  ROUTINE
}
