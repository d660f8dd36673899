package io.proofline.ingest.hook;

/** The reasons to refuse a delivery, each with the HTTP status of the response. */
public enum Refusal {
  /** The delivery has no signature. */
  UNSIGNED(401),
  /** Its signature does not match. */
  WRONG_SIGNATURE(401),
  /** It was signed too long ago, or in the future; it may be a replay. */
  STALE(401),
  /** Its body is longer than the setting or the broker allows. */
  TOO_LARGE(413),
  /** Its body did not arrive in time. */
  TOO_SLOW(408);

  private final int status;

  Refusal(int status) {
    this.status = status;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
