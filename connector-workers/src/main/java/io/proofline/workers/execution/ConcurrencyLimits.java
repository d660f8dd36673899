package io.proofline.workers.execution;

import java.util.Collection;

/**
 * How many steps of one API may be in flight at once, and how many of them each lane may use. Pure.
 *
 * <pre>
 * urgent                     all
 * normal and below           a quarter (at least one) is reserved for urgent
 * later and transfer         a second quarter is reserved for normal
 * later                      one of the rest is reserved for transfers, whose backlog takes hours
 * </pre>
 */
record ConcurrencyLimits(int max) {

  /** Fewer can't be divided. */
  static final int MIN = 3;

  ConcurrencyLimits {
    max = Math.max(MIN, max);
  }

  boolean permits(Collection<LanePriority> inFlight, LanePriority next) {
    int later = count(inFlight, LanePriority.LATER);
    int slow = later + count(inFlight, LanePriority.TRANSFER);
    int notUrgent = slow + count(inFlight, LanePriority.NORMAL);
    return switch (next) {
      case URGENT -> inFlight.size() < max;
      case NORMAL -> inFlight.size() < max && notUrgent < max - quarter();
      case TRANSFER -> permits(inFlight, LanePriority.NORMAL) && slow < slowLimit();
      case LATER ->
          permits(inFlight, LanePriority.TRANSFER) && later < Math.max(1, slowLimit() - 1);
    };
  }

  private int quarter() {
    return Math.max(1, max / 4);
  }

  private int slowLimit() {
    return max - 2 * quarter();
  }

  private static int count(Collection<LanePriority> inFlight, LanePriority one) {
    return (int) inFlight.stream().filter(lanePriority -> lanePriority == one).count();
  }
}
