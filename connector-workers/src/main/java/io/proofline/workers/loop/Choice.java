package io.proofline.workers.loop;

import io.proofline.workers.work.Time;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Which steps begin now: those whose time has come, whose gate lets them, and for which their lane
 * has room; the urgent first, and of one urgency those that were asked first. Only the poll thread
 * touches it.
 */
final class Choice {

  private final Holdings holdings;
  private final Protection protection;
  private final Gates gates;
  private final Blame blame;
  private final Calls calls;
  private final Books books;
  private final Time time;

  Choice(
      Holdings holdings,
      Protection protection,
      Gates gates,
      Blame blame,
      Calls calls,
      Books books,
      Time time) {
    this.holdings = holdings;
    this.protection = protection;
    this.gates = gates;
    this.blame = blame;
    this.calls = calls;
    this.books = books;
    this.time = time;
  }

  /** Begins all that may. */
  void beginWhatMay() {
    due().filter(this::may).sorted(order()).toList().stream()
        .filter(this::may)
        .forEach(this::begin);
  }

  /** Whether something could begin if it had room. */
  boolean isSomethingDue() {
    return due().anyMatch(gates::lets);
  }

  private Stream<Work> due() {
    return holdings
        .heads()
        .filter(work -> !work.running && !work.over && time.isPast(work.notBefore));
  }

  private boolean may(Work work) {
    return gates.lets(work) && calls.hasRoom(work, books.starting()) && protection.lets(work);
  }

  private void begin(Work work) {
    if (work.tries() == 0) {
      blame.begins(work);
    }
    gates.begins(work);
    if (work.step == Step.START) {
      books.start(work);
    } else {
      calls.begin(work);
    }
  }

  /** While a gate lets one call at a time try, it is not always the same one. */
  private Comparator<Work> order() {
    var trying = gates.notOpen();
    return Comparator.<Work>comparingInt(work -> trying.contains(work.api()) ? work.tries() : 0)
        .thenComparing(Work::urgency)
        .thenComparing(Choice::asked)
        .thenComparingLong(work -> work.offset);
  }

  private static Instant asked(Work work) {
    return work.command.getEnvelope().getReceivedAt();
  }
}
