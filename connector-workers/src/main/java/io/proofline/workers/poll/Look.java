package io.proofline.workers.poll;

/** Why assets are read. */
enum Look {
  /** For the first time, before any turn: what is there opens nothing. */
  FIRST,
  /** They came into what selects, or went. */
  SELECTED,
  /** Something of them may have changed; or the first pass has come to them while turns go on. */
  LATER
}
