package io.proofline.sandbox.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reviewers who got more mails within an hour than they should. */
public final class MailComplaints {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Supplier<List<Mail>> mails;
  private volatile OptionalInt limit = OptionalInt.empty();

  public MailComplaints(Supplier<List<Mail>> mails) {
    this.mails = mails;
  }

  void limit(int perReviewerAndHour) {
    limit = OptionalInt.of(perReviewerAndHour);
  }

  /** The worst hour of each reviewer; none while no limit is set. */
  public List<Complaint> all() {
    var most = limit;
    return most.isEmpty()
        ? List.of()
        : mails.get().stream()
            .sorted(Comparator.comparing(Mail::at))
            .collect(Collectors.groupingBy(Mail::to, TreeMap::new, Collectors.toList()))
            .values()
            .stream()
            .flatMap(each -> tooMany(each, most.getAsInt()).stream())
            .toList();
  }

  private static Optional<Complaint> tooMany(List<Mail> mails, int limit) {
    var busiest = Busiest.of(mails.stream().map(Mail::at).toList(), HOUR);
    return busiest.count() <= limit ? Optional.empty() : Optional.of(complaint(mails, busiest));
  }

  private static Complaint complaint(List<Mail> mails, Busiest busiest) {
    return new Complaint(
        "mails",
        "%s got %d mails within an hour from %s on"
            .formatted(mails.getFirst().to(), busiest.count(), busiest.from()),
        mails.stream()
            .filter(mail -> isWithin(mail.at(), busiest.from()))
            .map(Mail::proof)
            .distinct()
            .toList());
  }

  private static boolean isWithin(Instant at, Instant from) {
    return !at.isBefore(from) && at.isBefore(from.plus(HOUR));
  }
}
