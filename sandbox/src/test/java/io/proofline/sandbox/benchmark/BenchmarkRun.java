package io.proofline.sandbox.benchmark;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Measures each kind of call and its baseline in several rounds, and reports the medians. */
final class BenchmarkRun {
  private record Pair(LoadMeasurement kind, LoadMeasurement ceiling) {}

  private final BenchmarkOptions benchmarkOptions;
  private final URI constant;

  BenchmarkRun(BenchmarkOptions benchmarkOptions, URI constant) {
    this.benchmarkOptions = benchmarkOptions;
    this.constant = constant;
  }

  /** The lines of a table. */
  List<String> run(List<CallType> kinds) {
    kinds.forEach(this::measure); // to warm up
    var measured = new LinkedHashMap<CallType, List<Pair>>();
    for (var round = 0; round < benchmarkOptions.rounds(); round++) {
      kinds.forEach(callType ->
          measured.computeIfAbsent(callType, _ -> new ArrayList<>()).add(measure(callType)));
    }
    var lines = new ArrayList<String>();
    lines.add("| call | calls a second | ceiling | ratio | p99 | body |");
    lines.add("| --- | --- | --- | --- | --- | --- |");
    measured.forEach((callType, pairs) -> lines.add(line(callType, pairs)));
    return lines;
  }

  private Pair measure(CallType callType) {
    var loadMeasurement =
        LoadMeasurement.of(callType.calls(), benchmarkOptions.callers(), benchmarkOptions.span());
    return new Pair(
        loadMeasurement,
        LoadMeasurement.of(
            ceiling(callType, loadMeasurement.bytes()),
            benchmarkOptions.callers(),
            benchmarkOptions.span()));
  }

  /**
   * The baseline request: the same request body, answered with a constant body of the same size.
   */
  private Supplier<HttpRequest> ceiling(CallType callType, int bytes) {
    var body = callType.calls().get().bodyPublisher().orElse(BodyPublishers.noBody());
    var request =
        HttpRequest.newBuilder(constant.resolve(String.valueOf(bytes)))
            .method(callType.method(), body)
            .build();
    return () -> request;
  }

  private static String line(CallType callType, List<Pair> pairs) {
    var calls = median(pairs, pair -> pair.kind().callsPerSecond());
    var most = median(pairs, pair -> pair.ceiling().callsPerSecond());
    var p99 = median(pairs, pair -> pair.kind().p99Millis());
    var bytes = median(pairs, pair -> pair.kind().bytes());
    return "| %s | %.0f | %.0f | %.2f | %.1f ms | %.1f kB |"
        .formatted(callType.name(), calls, most, calls / most, p99, bytes / 1000);
  }

  private static double median(List<Pair> pairs, ToDoubleFunction<Pair> value) {
    var sorted = pairs.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
