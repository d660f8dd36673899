package io.proofline.ingest.hook;

/** How one delivery ends. */
sealed interface HookResult {

  /** The broker has it. */
  record Published() implements HookResult {}

  /** It was not taken. */
  record Refused(Refusal why) implements HookResult {}

  /** It is not known to be stored: the sender shall come again. */
  record NotStored() implements HookResult {}

  /** There is nobody to answer. */
  record BrokenOff() implements HookResult {}
}
