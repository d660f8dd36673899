package io.proofline.ingest.hook;

/** The result of one delivery. */
sealed interface HookResult {

  /** The broker stored the signal. */
  record Published() implements HookResult {}

  /** The delivery was refused. */
  record Refused(Refusal why) implements HookResult {}

  /** The signal may not be stored, so the sender is asked to retry. */
  record NotStored() implements HookResult {}

  /** The sender disconnected. */
  record BrokenOff() implements HookResult {}
}
