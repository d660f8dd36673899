package io.proofline.ingest.hook;

/** Why a delivery is not taken, with what its sender is answered. */
public enum Refusal {
  /** It carries no signature. */
  UNSIGNED(401),
  /** It carries none of ours. */
  WRONG_SIGNATURE(401),
  /** It was signed too long ago, or in the future: perhaps somebody plays it again. */
  STALE(401),
  /** Its body is longer than the setting allows, or than the broker takes. */
  TOO_LARGE(413),
  /** Its body did not come in time. */
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
