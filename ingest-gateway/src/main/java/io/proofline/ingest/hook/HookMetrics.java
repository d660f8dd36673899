package io.proofline.ingest.hook;

import java.time.Duration;

/**
 * Counters of hook requests by source. When no request is in progress, {@code received = published
 * + refused + notStored + brokenOff}. Requests to other paths or by other methods than POST are not
 * received.
 */
public interface HookMetrics {

  /** A POST to a hook began: {@code received = published + refused + notStored + brokenOff}. */
  void received(String source);

  /**
   * The broker stored the signal: {@code published = received - refused - notStored - brokenOff}.
   */
  void published(String source, Duration took);

  /** The delivery was refused: {@code refused = sum over all reasons}. */
  void refused(String source, Refusal why);

  /**
   * The delivery was valid, but its signal may not be stored: {@code notStored <= received -
   * refused}.
   */
  void notStored(String source);

  /** The sender disconnected before the response; its signal may be stored nevertheless. */
  void brokenOff(String source);
}
