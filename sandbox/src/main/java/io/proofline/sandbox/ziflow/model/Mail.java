package io.proofline.sandbox.ziflow.model;

import java.time.Instant;
import java.util.Locale;

/**
 * What would be mailed; nothing ever is.
 *
 * @param at when it goes out; a digest lies ahead of it
 */
public record Mail(
    String id, Instant at, String to, String proofId, Kind kind, String subject, String text) {
  /** Why somebody is written to. */
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
