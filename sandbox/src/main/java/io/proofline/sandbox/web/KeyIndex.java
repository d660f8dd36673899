package io.proofline.sandbox.web;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Case-insensitive index of ids by key, built at its first use. */
final class KeyIndex<T> {
  private final Function<T, Collection<String>> read;
  private final Map<String, Set<String>> ids = new HashMap<>();
  private boolean built;

  KeyIndex(Function<T, Collection<String>> read) {
    this.read = read;
  }

  void build(Map<String, IndexedValues.NumberedValue<T>> all) {
    if (!built) {
      all.forEach(
          (id, numberedValue) -> keysOf(numberedValue.value()).forEach(key -> link(key, id)));
      built = true;
    }
  }

  void replace(String id, Optional<T> before, Optional<T> after) {
    if (built) {
      var old = before.map(this::keysOf).orElse(Set.of());
      var now = after.map(this::keysOf).orElse(Set.of());
      old.stream().filter(key -> !now.contains(key)).forEach(key -> unlink(key, id));
      now.stream().filter(key -> !old.contains(key)).forEach(key -> link(key, id));
    }
  }

  int count(Collection<String> wanted) {
    return foldCase(wanted).stream().mapToInt(key -> ids.getOrDefault(key, Set.of()).size()).sum();
  }

  Stream<String> ids(Collection<String> wanted) {
    return foldCase(wanted).stream().flatMap(key -> ids.getOrDefault(key, Set.of()).stream());
  }

  private Set<String> keysOf(T value) {
    return foldCase(read.apply(value));
  }

  private void link(String key, String id) {
    ids.computeIfAbsent(key, _ -> new LinkedHashSet<>(2)).add(id);
  }

  private void unlink(String key, String id) {
    ids.computeIfPresent(
        key,
        (_, having) -> {
          having.remove(id);
          return having.isEmpty() ? null : having;
        });
  }

  private static Set<String> foldCase(Collection<String> keys) {
    return keys.stream().map(KeyIndex::foldCase).collect(Collectors.toSet());
  }

  /** Folds case letter by letter, as {@link String#equalsIgnoreCase} compares. */
  private static String foldCase(String key) {
    var letters = key.toCharArray();
    for (var i = 0; i < letters.length; i++) {
      letters[i] = Character.toLowerCase(Character.toUpperCase(letters[i]));
    }
    return new String(letters);
  }
}
