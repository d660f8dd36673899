package io.proofline.sandbox.watch;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the calls themselves give to complain about. */
final class CallComplaints {
  private static final Duration WINDOW = Duration.ofSeconds(1);

  private CallComplaints() {}

  /** One complaint for each thing that was written to though it was locked or in the trash. */
  static List<Complaint> trespasses(List<Entry.Call> calls) {
    return calls.stream()
        .filter(call -> call.trespass() != null)
        .collect(
            Collectors.groupingBy(
                call -> Objects.requireNonNull(call.trespass()),
                LinkedHashMap::new,
                Collectors.toList()))
        .entrySet()
        .stream()
        .map(each -> trespass(each.getKey(), each.getValue()))
        .toList();
  }

  private static Complaint trespass(Trespass on, List<Entry.Call> calls) {
    var first = calls.getFirst();
    return new Complaint(
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
  static List<Complaint> rates(List<Entry.Call> calls, Map<String, Integer> limits) {
    return limits.entrySet().stream()
        .flatMap(limit -> rate(calls, limit.getKey(), limit.getValue()).stream())
        .toList();
  }

  private static Optional<Complaint> rate(List<Entry.Call> calls, String api, int limit) {
    var begun =
        calls.stream()
            .filter(call -> call.api().equals(api) && isOverTheApi(call))
            .map(Entry.Call::at)
            .sorted(Comparator.naturalOrder())
            .toList();
    var busiest = Busiest.of(begun, WINDOW);
    return busiest.count() <= limit
        ? Optional.empty()
        : Optional.of(
            new Complaint(
                "rate",
                "%s was called %d times within a second from %s on, %d are allowed"
                    .formatted(api, busiest.count(), busiest.from(), limit),
                List.of()));
  }

  /** Pictures that a browser asks for on the same port are not calls of a client. */
  private static boolean isOverTheApi(Entry.Call call) {
    return call.path().startsWith("/v1/") || call.path().startsWith("/psapi/");
  }
}
