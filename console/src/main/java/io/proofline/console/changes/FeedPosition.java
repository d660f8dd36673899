package io.proofline.console.changes;

import io.proofline.console.readmodel.ReviewsPosition;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in the feed of changes, which can be kept and continued from.
 *
 * @param nextSwitch the next offset in the topic of switches
 * @param pausesEndedBy ends of pauses up to this time have been told
 */
public record FeedPosition(ReviewsPosition reviews, long nextSwitch, Instant pausesEndedBy) {

  private static final Pattern TEXT = Pattern.compile("([^~]{1,2000})~(\\d{1,18})-(\\d{1,15})");

  FeedPosition with(ReviewsPosition moved) {
    return new FeedPosition(moved, nextSwitch, pausesEndedBy);
  }

  FeedPosition withPausesOf(FeedPosition other) {
    return new FeedPosition(reviews, other.nextSwitch, other.pausesEndedBy);
  }

  /** Whether the changes from here to a later position can be told. */
  boolean canContinueTo(FeedPosition later) {
    return nextSwitch <= later.nextSwitch && reviews.canContinueTo(later.reviews);
  }

  /** As text, which {@link #parse} reads. */
  public String text() {
    return "%s~%d-%d".formatted(reviews.text(), nextSwitch, pausesEndedBy.toEpochMilli());
  }

  /** The position of a text; empty if it is none, or of a version without pauses in the feed. */
  static Optional<FeedPosition> parse(String text) {
    var parts = TEXT.matcher(text);
    return parts.matches()
        ? ReviewsPosition.parse(parts.group(1))
            .map(reviews ->
                new FeedPosition(
                    reviews,
                    Long.parseLong(parts.group(2)),
                    Instant.ofEpochMilli(Long.parseLong(parts.group(3)))))
        : Optional.empty();
  }
}
