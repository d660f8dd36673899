package io.proofline.processor.review;

/** How long a stage has from its start. */
public record Due(int count, Unit unit) {

  /** What is counted. */
  public enum Unit {
    HOURS,
    WORKING_DAYS
  }
}
