package io.proofline.processor.topology.intake;

import io.proofline.processor.topology.BoundedWait;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Waits for pushes of rules, and remembers those that did not arrive: thousands of requests that
 * name one of them wait once. All tasks of the process share it, until the process ends.
 */
final class UnknownPushes {

  private static final int MOST_REMEMBERED = 100;

  private final BoundedWait wait;
  private final Set<String> unknown =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MOST_REMEMBERED;
                }
              }));

  UnknownPushes(BoundedWait wait) {
    this.wait = wait;
  }

  /** Whether a push is there, at the latest after the wait. */
  boolean await(String push, Supplier<? extends Optional<?>> look) {
    if (look.get().isPresent()) {
      return true;
    }
    if (unknown.contains(push)) {
      return false;
    }
    boolean arrived = wait.until(() -> look.get().map(Object.class::cast)).isPresent();
    if (!arrived) {
      unknown.add(push);
    }
    return arrived;
  }
}
