package io.proofline.workers.poll;

/** Why assets are read; it decides whether their signals may open reviews. */
enum ReadReason {
  /** The first reading, before any turn: assets that are already there open no review. */
  BASELINE,
  /** They entered or left a watched gallery or keyword. */
  SELECTION_CHANGED,
  /** They may have changed; or the first pass, which runs beside turns, has reached them. */
  ROUTINE
}
