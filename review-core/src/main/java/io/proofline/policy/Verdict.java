package io.proofline.policy;

/** The result of a review over all stages of its route. */
public enum Verdict {
  OPEN,
  APPROVED,
  NEEDS_CHANGES,
  REJECTED,
  NOBODY_DECIDED
}
