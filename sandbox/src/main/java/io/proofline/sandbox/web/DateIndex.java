package io.proofline.sandbox.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Sorted index of values by one of their dates, and by id among equal dates. */
final class DateIndex<T> {
  private record Position(Instant at, String id) implements Comparable<Position> {
    private static final Comparator<Position> ORDER =
        Comparator.comparing(Position::at).thenComparing(Position::id);

    @Override
    public int compareTo(Position other) {
      return ORDER.compare(this, other);
    }
  }

  private final Function<T, Instant> read;
  private final NavigableMap<Position, T> values = new TreeMap<>();

  DateIndex(Function<T, Instant> read) {
    this.read = read;
  }

  void replace(String id, Optional<T> before, Optional<T> after) {
    before.ifPresent(value -> values.remove(new Position(read.apply(value), id)));
    after.ifPresent(value -> values.put(new Position(read.apply(value), id), value));
  }

  List<T> all() {
    return new ArrayList<>(values.values());
  }

  /**
   * The values of a time span, which excludes {@code until}; empty if there are more than {@code
   * most}.
   */
  Optional<List<T>> between(Instant from, Instant until, int most) {
    if (!from.isBefore(until)) {
      return Optional.of(List.of());
    }
    var found = new ArrayList<T>();
    for (var value : values.subMap(new Position(from, ""), new Position(until, "")).values()) {
      if (found.size() == most) {
        return Optional.empty();
      }
      found.add(value);
    }
    return Optional.of(found);
  }
}
