package io.proofline.workers.execution;

import java.util.Collection;

/**
 * How many steps of one API may be under way at once, and which lanes may have how many of them.
 * Pure.
 *
 * <pre>
 * urgent                     all of them
 * normal and below           a quarter (one at least) is left to urgent ones
 * later and transfer         a second quarter is left to normal ones
 * later                      one of the rest is left to transfers: a backlog there lasts for hours
 * </pre>
 */
record ConcurrencyLimits(int max) {

  /** Fewer could not be shared. */
  static final int MIN = 3;

  ConcurrencyLimits {
    max = Math.max(MIN, max);
  }

  boolean permits(Collection<LanePriority> underWay, LanePriority next) {
    int later = count(underWay, LanePriority.LATER);
    int slow = later + count(underWay, LanePriority.TRANSFER);
    int notUrgent = slow + count(underWay, LanePriority.NORMAL);
    return switch (next) {
      case URGENT -> underWay.size() < max;
      case NORMAL -> underWay.size() < max && notUrgent < max - quarter();
      case TRANSFER -> permits(underWay, LanePriority.NORMAL) && slow < slowLimit();
      case LATER ->
          permits(underWay, LanePriority.TRANSFER) && later < Math.max(1, slowLimit() - 1);
    };
  }

  private int quarter() {
    return Math.max(1, max / 4);
  }

  private int slowLimit() {
    return max - 2 * quarter();
  }

  private static int count(Collection<LanePriority> underWay, LanePriority one) {
    return (int) underWay.stream().filter(lanePriority -> lanePriority == one).count();
  }
}
