package io.proofline.sandbox.ziflow.model;

import java.time.Instant;
import java.util.Locale;

/**
 * A mail that the real service would send; the simulator sends none.
 *
 * @param at time of sending; in the future for a digest
 */
public record Mail(
    String id, Instant at, String to, String proofId, Kind kind, String subject, String text) {
  /** The reason for a mail. */
  public enum Kind {
    NEW_PROOF,
    NEW_VERSION,
    ADDED_TO_STAGE,
    COMMENT,
    REPLY,
    MENTION,
    DECISION,
    FINAL_DECISION,
    DIGEST;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public SentMail toSentMail() {
    return new SentMail(to, at, proofId, kind.word());
  }
}
