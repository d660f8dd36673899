package io.proofline.policy;

/** The time that a stage has from its start. */
public record StageTimeLimit(int count, Unit unit) {

  /** The unit of the count. */
  public enum Unit {
    HOURS,
    WORKING_DAYS
  }
}
