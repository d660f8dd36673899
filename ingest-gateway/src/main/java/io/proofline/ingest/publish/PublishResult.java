package io.proofline.ingest.publish;

/** What became of a signal. */
public enum PublishResult {
  /** All in-sync replicas have it. */
  STORED,
  /** The broker takes none of this size: the same bytes will fail again. */
  TOO_LARGE,
  /** It is not known to be stored; sending it again may store it, perhaps twice. */
  NOT_STORED
}
