package io.proofline.workers.loop;

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
record Shares(int most) {

  /** Fewer could not be shared. */
  static final int FEWEST = 3;

  Shares {
    most = Math.max(FEWEST, most);
  }

  boolean allow(Collection<Urgency> underWay, Urgency next) {
    int later = count(underWay, Urgency.LATER);
    int slow = later + count(underWay, Urgency.TRANSFER);
    int notUrgent = slow + count(underWay, Urgency.NORMAL);
    return switch (next) {
      case URGENT -> underWay.size() < most;
      case NORMAL -> underWay.size() < most && notUrgent < most - quarter();
      case TRANSFER -> allow(underWay, Urgency.NORMAL) && slow < slow();
      case LATER -> allow(underWay, Urgency.TRANSFER) && later < Math.max(1, slow() - 1);
    };
  }

  private int quarter() {
    return Math.max(1, most / 4);
  }

  private int slow() {
    return most - 2 * quarter();
  }

  private static int count(Collection<Urgency> underWay, Urgency one) {
    return (int) underWay.stream().filter(urgency -> urgency == one).count();
  }
}
