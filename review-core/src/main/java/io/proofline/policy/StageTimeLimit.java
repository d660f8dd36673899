package io.proofline.policy;

/** How long a stage has from its start. */
public record StageTimeLimit(int count, Unit unit) {

  /** What is counted. */
  public enum Unit {
    HOURS,
    WORKING_DAYS
  }
}
