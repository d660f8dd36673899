package io.proofline.ingest.publish;

/** The result of publishing a signal. */
public enum PublishResult {
  /** All in-sync replicas have stored it. */
  STORED,
  /** It exceeds the broker's size limit; a retry fails again. */
  TOO_LARGE,
  /** It may not be stored; a retry may store it twice. */
  NOT_STORED
}
