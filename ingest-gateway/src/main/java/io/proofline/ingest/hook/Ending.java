package io.proofline.ingest.hook;

/** How one delivery ends. */
sealed interface Ending {

  /** The broker has it. */
  record Published() implements Ending {}

  /** It was not taken. */
  record Refused(Refusal why) implements Ending {}

  /** It is not known to be stored: the sender shall come again. */
  record NotStored() implements Ending {}

  /** There is nobody to answer. */
  record BrokenOff() implements Ending {}
}
