package io.proofline.workers.photoshelter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Values of open commands, in memory only; the oldest are evicted. Any number of threads. */
final class BoundedCache<V> {

  private static final int MAX_ENTRIES = 1_000;

  private final Map<String, V> entries = new LinkedHashMap<>();

  synchronized void put(String command, V value) {
    entries.put(command, value);
    if (entries.size() > MAX_ENTRIES) {
      entries.remove(entries.keySet().iterator().next());
    }
  }

  synchronized Optional<V> find(String command) {
    return Optional.ofNullable(entries.get(command));
  }

  synchronized void remove(String command) {
    entries.remove(command);
  }
}
