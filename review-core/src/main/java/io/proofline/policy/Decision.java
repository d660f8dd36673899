package io.proofline.policy;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ziflow's fixed decision values, strongest first: of several, the first in this order counts
 * (Ziflow help, "Decisions", for stages; assumed alike for the whole route).
 */
public enum Decision {
  CHANGES_REQUIRED,
  APPROVED_WITH_CHANGES,
  APPROVED,
  NOT_RELEVANT;

  /** Empty for null, {@code pending} and unknown words: a stage with such a decision is open. */
  public static Optional<Decision> of(@Nullable String word) {
    for (var decision : values()) {
      if (decision.word().equals(word)) {
        return Optional.of(decision);
      }
    }
    return Optional.empty();
  }

  /** The value in Ziflow's spelling. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
