package io.proofline.sandbox.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Checks that no reviewer gets more mails within an hour than a limit allows. */
public final class MailRateCheck {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Supplier<List<ReceivedMail>> mails;
  private volatile OptionalInt limit = OptionalInt.empty();

  public MailRateCheck(Supplier<List<ReceivedMail>> mails) {
    this.mails = mails;
  }

  void limit(int perReviewerAndHour) {
    limit = OptionalInt.of(perReviewerAndHour);
  }

  /**
   * One violation for each reviewer over the limit, with the worst hour; empty while no limit is
   * set.
   */
  public List<Violation> violations() {
    var most = limit;
    return most.isEmpty()
        ? List.of()
        : mails.get().stream()
            .sorted(Comparator.comparing(ReceivedMail::at))
            .collect(Collectors.groupingBy(ReceivedMail::to, TreeMap::new, Collectors.toList()))
            .values()
            .stream()
            .flatMap(each -> violationAbove(each, most.getAsInt()).stream())
            .toList();
  }

  private static Optional<Violation> violationAbove(List<ReceivedMail> mails, int limit) {
    var peakWindow = PeakWindow.of(mails.stream().map(ReceivedMail::at).toList(), HOUR);
    return peakWindow.count() <= limit
        ? Optional.empty()
        : Optional.of(violation(mails, peakWindow));
  }

  private static Violation violation(List<ReceivedMail> mails, PeakWindow peakWindow) {
    return new Violation(
        "mails",
        "%s got %d mails within an hour from %s on"
            .formatted(mails.getFirst().to(), peakWindow.count(), peakWindow.from()),
        mails.stream()
            .filter(receivedMail -> isWithin(receivedMail.at(), peakWindow.from()))
            .map(ReceivedMail::proof)
            .distinct()
            .toList());
  }

  private static boolean isWithin(Instant at, Instant from) {
    return !at.isBefore(from) && at.isBefore(from.plus(HOUR));
  }
}
