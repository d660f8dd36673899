package io.proofline.policy;

/** What a review came to, over all stages of its route. */
public enum Verdict {
  OPEN,
  APPROVED,
  NEEDS_CHANGES,
  REJECTED,
  NOBODY_DECIDED
}
