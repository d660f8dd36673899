package io.proofline.processor.intake;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a review may open its proof now, before hundreds of people get mail. A question has one
 * answer, however often it is asked; what a person selected counts and never waits.
 */
public final class ProofRateLimit {

  /** The sliding window in which permits are counted. */
  public static final Duration WINDOW = Duration.ofHours(1);

  private ProofRateLimit() {}

  /** Answers a question. */
  public static PermitDecision decide(
      PermitQuery permitQuery, PermitState permitState, GrantCounter grantCounter) {
    return switch (permitState) {
      case GRANTED -> PermitDecision.GRANTED_BEFORE;
      case HELD -> permitQuery.waits() ? PermitDecision.HELD_BEFORE : PermitDecision.RELEASE;
      case NEW ->
          isWithinLimit(permitQuery, grantCounter) ? PermitDecision.GRANT : PermitDecision.HOLD;
    };
  }

  private static boolean isWithinLimit(PermitQuery permitQuery, GrantCounter grantCounter) {
    var perHour = permitQuery.perHour();
    return !permitQuery.waits() || perHour == null || grantCounter.countInWindow(perHour) < perHour;
  }

  /**
   * May a proof be made?
   *
   * @param waits false for what a person selected
   * @param perHour how many there may be in an hour; null for any number
   */
  public record PermitQuery(boolean waits, @Nullable Integer perHour) {}

  /** What became of the question when it was asked before. */
  public enum PermitState {
    /** It was not asked, or so long ago that nobody knows. */
    NEW,
    GRANTED,
    HELD
  }

  /** Turns that were granted within the window that ends now. */
  public interface GrantCounter {

    /** How many there were; counted up to {@code most}. */
    int countInWindow(int most);
  }

  /** What is said, and what is kept of it. */
  public enum PermitDecision {
    /** Yes; it counts from now on. */
    GRANT(true),
    /** No; it waits for a go-ahead, behind those that wait already. */
    HOLD(false),
    /** Yes, though it was held: a person wants it now. It counts, and waits no longer. */
    RELEASE(true),
    /** Yes, as before; it counts once. */
    GRANTED_BEFORE(true),
    /** No, as before; it keeps its place. */
    HELD_BEFORE(false);

    private final boolean granted;

    PermitDecision(boolean granted) {
      this.granted = granted;
    }

    /** Whether the proof may be made. */
    public boolean granted() {
      return granted;
    }
  }
}
