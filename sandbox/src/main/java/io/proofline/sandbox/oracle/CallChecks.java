package io.proofline.sandbox.oracle;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds violations in the journal of calls alone: forbidden writes and exceeded rate limits. */
final class CallChecks {
  private static final Duration WINDOW = Duration.ofSeconds(1);

  private CallChecks() {}

  /**
   * One violation for each proof or file to which a call wrote while it was locked or in the trash.
   */
  static List<Violation> forbiddenWrites(List<JournalEntry.Call> calls) {
    return calls.stream()
        .filter(call -> call.forbiddenWrite() != null)
        .collect(
            Collectors.groupingBy(
                call -> Objects.requireNonNull(call.forbiddenWrite()),
                LinkedHashMap::new,
                Collectors.toList()))
        .entrySet()
        .stream()
        .map(each -> forbiddenWrite(each.getKey(), each.getValue()))
        .toList();
  }

  private static Violation forbiddenWrite(ForbiddenWrite on, List<JournalEntry.Call> calls) {
    var first = calls.getFirst();
    return new Violation(
        on.kind(),
        "%s is %s, and %d calls tried to write to it, first %s %s at %s"
            .formatted(
                on.id(),
                on.kind().equals(Oracle.WRITE_TO_LOCKED) ? "locked" : "in the trash",
                calls.size(),
                first.method(),
                first.path(),
                first.at()),
        List.of(on.id()));
  }

  /**
   * The worst second of each API that has a limit and exceeded it.
   *
   * @param limits calls a second by API
   */
  static List<Violation> exceededRates(List<JournalEntry.Call> calls, Map<String, Integer> limits) {
    return limits.entrySet().stream()
        .flatMap(limit -> exceededRate(calls, limit.getKey(), limit.getValue()).stream())
        .toList();
  }

  private static Optional<Violation> exceededRate(
      List<JournalEntry.Call> calls, String api, int limit) {
    var begun =
        calls.stream()
            .filter(call -> call.api().equals(api) && isApiCall(call))
            .map(JournalEntry.Call::at)
            .sorted(Comparator.naturalOrder())
            .toList();
    var peakWindow = PeakWindow.of(begun, WINDOW);
    return peakWindow.count() <= limit
        ? Optional.empty()
        : Optional.of(
            new Violation(
                "rate",
                "%s was called %d times within a second from %s on, the limit is %d"
                    .formatted(api, peakWindow.count(), peakWindow.from(), limit),
                List.of()));
  }

  /** Pictures that a browser loads from the same port are not API calls of a client. */
  private static boolean isApiCall(JournalEntry.Call call) {
    return call.path().startsWith("/v1/") || call.path().startsWith("/psapi/");
  }
}
