package io.proofline.processor.intake;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits the proofs that are opened per hour, so that a wrong rule does not send mail to hundreds
 * of people. A repeated permit request gets the same answer. An asset that a person selected counts
 * and never waits for the limit. While a person has paused a rule its requests get no answer.
 */
public final class ProofRateLimit {

  /** The sliding window in which permits are counted. */
  public static final Duration WINDOW = Duration.ofHours(1);

  private ProofRateLimit() {}

  /** The decision on a permit request. */
  public static PermitDecision decide(
      PermitQuery permitQuery, PermitState permitState, GrantCounter grantCounter) {
    return switch (permitState) {
      case GRANTED -> PermitDecision.GRANTED_BEFORE;
      case HELD ->
          permitQuery.waits()
              ? PermitDecision.HELD_BEFORE
              : permitQuery.paused() ? PermitDecision.PAUSE : PermitDecision.RELEASE;
      case NEW, PAUSED ->
          permitQuery.paused()
              ? PermitDecision.PAUSE
              : isWithinLimit(permitQuery, grantCounter)
                  ? PermitDecision.GRANT
                  : PermitDecision.HOLD;
    };
  }

  private static boolean isWithinLimit(PermitQuery permitQuery, GrantCounter grantCounter) {
    var perHour = permitQuery.perHour();
    return !permitQuery.waits() || perHour == null || grantCounter.countInWindow(perHour) < perHour;
  }

  /**
   * A permit request.
   *
   * @param waits false for an asset that a person selected
   * @param perHour limit per hour; null for none
   * @param paused whether a person has paused the rule
   */
  public record PermitQuery(boolean waits, @Nullable Integer perHour, boolean paused) {}

  /** The earlier decision on the same permit request. */
  public enum PermitState {
    /** There is none, or it is older than the retention. */
    NEW,
    GRANTED,
    HELD,
    /** Its rule was paused, so it has no answer yet. */
    PAUSED
  }

  /** Counts the permits that were granted within the window that ends now. */
  public interface GrantCounter {

    /** Their number, counted up to {@code most}. */
    int countInWindow(int most);
  }

  /** The decision, and its effect on the stored permits. */
  public enum PermitDecision {
    /** Granted; it counts from now on. */
    GRANT(true),
    /** Held; it waits for a go-ahead, behind those that already wait. */
    HOLD(false),
    /**
     * Granted although it was held, since a person selected the asset. It counts and no longer
     * waits.
     */
    RELEASE(true),
    /** Granted, as before; it counts once. */
    GRANTED_BEFORE(true),
    /** Held, as before; it keeps its position. */
    HELD_BEFORE(false),
    /** Kept without an answer until its rule is resumed. */
    PAUSE(false);

    private final boolean granted;

    PermitDecision(boolean granted) {
      this.granted = granted;
    }

    /** Whether the proof may be created. */
    public boolean granted() {
      return granted;
    }
  }
}
