package io.proofline.sandbox.bench;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Measures each kind of call beside its ceiling, round after round, and tells the medians. */
final class Trial {
  private record Pair(Round kind, Round ceiling) {}

  private final Options options;
  private final URI constant;

  Trial(Options options, URI constant) {
    this.options = options;
    this.constant = constant;
  }

  /** The lines of a table. */
  List<String> run(List<Kind> kinds) {
    kinds.forEach(this::measure); // to warm up
    var measured = new LinkedHashMap<Kind, List<Pair>>();
    for (var round = 0; round < options.rounds(); round++) {
      kinds.forEach(
          kind -> measured.computeIfAbsent(kind, _ -> new ArrayList<>()).add(measure(kind)));
    }
    var lines = new ArrayList<String>();
    lines.add("| call | calls a second | ceiling | ratio | p99 | body |");
    lines.add("| --- | --- | --- | --- | --- | --- |");
    measured.forEach((kind, pairs) -> lines.add(line(kind, pairs)));
    return lines;
  }

  private Pair measure(Kind kind) {
    var round = Round.of(kind.calls(), options.callers(), options.span());
    return new Pair(
        round, Round.of(ceiling(kind, round.bytes()), options.callers(), options.span()));
  }

  /** The same body is sent as the kind sends, to the constant that is as large as its answer. */
  private Supplier<HttpRequest> ceiling(Kind kind, int bytes) {
    var body = kind.calls().get().bodyPublisher().orElse(BodyPublishers.noBody());
    var request =
        HttpRequest.newBuilder(constant.resolve(String.valueOf(bytes)))
            .method(kind.method(), body)
            .build();
    return () -> request;
  }

  private static String line(Kind kind, List<Pair> pairs) {
    var calls = median(pairs, pair -> pair.kind().callsPerSecond());
    var most = median(pairs, pair -> pair.ceiling().callsPerSecond());
    var p99 = median(pairs, pair -> pair.kind().p99Millis());
    var bytes = median(pairs, pair -> pair.kind().bytes());
    return "| %s | %.0f | %.0f | %.2f | %.1f ms | %.1f kB |"
        .formatted(kind.name(), calls, most, calls / most, p99, bytes / 1000);
  }

  private static double median(List<Pair> pairs, ToDoubleFunction<Pair> value) {
    var sorted = pairs.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
