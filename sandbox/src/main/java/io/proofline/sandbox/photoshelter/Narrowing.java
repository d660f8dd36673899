package io.proofline.sandbox.photoshelter;

import io.proofline.sandbox.web.LaggedView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Looks for the shortest way to all files that a query can mean; the filters do the rest. */
final class Narrowing {
  /** From here on, walking over all in their order costs no more than sorting. */
  private static final int MANY = 50_000;

  private record Way(int size, Supplier<List<Media>> files) {}

  private record Span(String date, Instant from, Instant until) {}

  private final LaggedView<Media> index;
  private final List<Way> ways = new ArrayList<>();
  private final List<Span> spans = new ArrayList<>();

  Narrowing(LaggedView<Media> index) {
    this.index = index;
  }

  void toIds(List<String> ids) {
    ways.add(new Way(ids.size(), () -> index.byId(ids)));
  }

  void toKey(String key, String value) {
    var values = List.of(value);
    ways.add(new Way(index.count(key, values), () -> index.byKey(key, values)));
  }

  void toSpan(String date, Instant from, Instant until) {
    spans.add(new Span(date, from, until));
  }

  /** In no order; empty where there is no short way. */
  Optional<List<Media>> shortest() {
    var way =
        ways.stream().filter(each -> each.size() < MANY).min(Comparator.comparingInt(Way::size));
    var most = way.map(Way::size).orElse(MANY);
    return Stream.concat(
            spans.stream()
                .flatMap(
                    span -> index.between(span.date(), span.from(), span.until(), most).stream()),
            way.stream().map(Way::files).map(Supplier::get))
        .findFirst();
  }
}
