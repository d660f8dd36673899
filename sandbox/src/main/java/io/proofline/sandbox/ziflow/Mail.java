package io.proofline.sandbox.ziflow;

import java.time.Instant;
import java.util.Locale;

/**
 * What would be mailed; nothing ever is.
 *
 * @param at when it goes out; a digest lies ahead of it
 */
record Mail(
    String id, Instant at, String to, String proofId, Kind kind, String subject, String text) {
  /** Why somebody is written to. */
  enum Kind {
    NEW_PROOF,
    NEW_VERSION,
    ADDED_TO_STAGE,
    COMMENT,
    REPLY,
    MENTION,
    DECISION,
    FINAL_DECISION,
    DIGEST;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  SentMail sent() {
    return new SentMail(to, at, proofId, kind.word());
  }
}
