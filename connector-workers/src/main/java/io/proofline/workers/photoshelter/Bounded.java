package io.proofline.workers.photoshelter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is known of commands under way: in memory alone, the oldest out. Any number of threads. */
final class Bounded<V> {

  private static final int MOST = 1_000;

  private final Map<String, V> kept = new LinkedHashMap<>();

  synchronized void keep(String command, V value) {
    kept.put(command, value);
    if (kept.size() > MOST) {
      kept.remove(kept.keySet().iterator().next());
    }
  }

  synchronized Optional<V> find(String command) {
    return Optional.ofNullable(kept.get(command));
  }

  synchronized void forget(String command) {
    kept.remove(command);
  }
}
