package io.proofline.sandbox.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Values by id with indexes by key and by date. Not thread-safe: the owner locks. */
final class IndexedValues<T> {
  /** A value with its insertion number. */
  record NumberedValue<T>(long number, T value) {}

  private final Map<String, NumberedValue<T>> all = new LinkedHashMap<>();
  private final Map<String, KeyIndex<T>> keys = new HashMap<>();
  private final Map<String, DateIndex<T>> dates = new HashMap<>();
  private long last;

  void key(String name, Function<T, Collection<String>> read) {
    keys.put(name, new KeyIndex<>(read));
  }

  void date(String name, Function<T, Instant> read) {
    dates.put(name, new DateIndex<>(read));
  }

  void put(String id, T value) {
    var before = all.get(id);
    all.put(id, new NumberedValue<>(before == null ? ++last : before.number(), value));
    var old = Optional.ofNullable(before).map(NumberedValue::value);
    keys.values().forEach(each -> each.replace(id, old, Optional.of(value)));
    dates.values().forEach(each -> each.replace(id, old, Optional.of(value)));
  }

  void remove(String id) {
    var old = Optional.ofNullable(all.remove(id)).map(NumberedValue::value);
    keys.values().forEach(each -> each.replace(id, old, Optional.empty()));
    dates.values().forEach(each -> each.replace(id, old, Optional.empty()));
  }

  int size() {
    return all.size();
  }

  List<T> values() {
    var values = new ArrayList<T>(all.size());
    all.values().forEach(each -> values.add(each.value()));
    return values;
  }

  List<T> byId(Stream<String> ids) {
    return ids.distinct()
        .map(all::get)
        .filter(Objects::nonNull)
        .sorted(Comparator.comparingLong(NumberedValue::number))
        .map(NumberedValue::value)
        .toList();
  }

  int count(String key, Collection<String> wanted) {
    return key(key).count(wanted);
  }

  List<T> byKey(String key, Collection<String> wanted) {
    return byId(key(key).ids(wanted));
  }

  List<T> inOrder(String date) {
    return date(date).all();
  }

  Optional<List<T>> between(String date, Instant from, Instant until, int most) {
    return date(date).between(from, until, most);
  }

  /** The index of a key; the first lookup builds it, so an unused key costs nothing. */
  private KeyIndex<T> key(String name) {
    var key = Objects.requireNonNull(keys.get(name), name);
    key.build(all);
    return key;
  }

  private DateIndex<T> date(String name) {
    return Objects.requireNonNull(dates.get(name), name);
  }
}
