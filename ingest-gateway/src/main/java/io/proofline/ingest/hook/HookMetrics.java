package io.proofline.ingest.hook;

import java.time.Duration;

/**
 * What is counted, per source. When nothing is under way, {@code received = published + refused +
 * notStored + brokenOff}. Requests to other paths or by other methods than POST are not received.
 */
public interface HookMetrics {

  /** A POST to a hook began: {@code received = published + refused + notStored + brokenOff}. */
  void received(String source);

  /** The broker has it: {@code published = received - refused - notStored - brokenOff}. */
  void published(String source, Duration took);

  /** It was not taken: {@code refused = sum over all reasons}. */
  void refused(String source, Refusal why);

  /** It was good, and is not known to be stored: {@code notStored <= received - refused}. */
  void notStored(String source);

  /** The sender hung up first; a signal that was on its way may be stored all the same. */
  void brokenOff(String source);
}
