package io.proofline.workers.loop;

import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError.Withheld;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the loop knows of its own state. Written by the loop, read by any thread. */
public final class LoopHealth {

  private final Map<Api, String> waiting = new ConcurrentHashMap<>();
  private final Map<Api, Gates.State> gates = new ConcurrentHashMap<>();

  /** By the id of the command that waits. */
  private final Map<String, Withheld> withheld = new ConcurrentHashMap<>();

  private final AtomicLong unreadable = new AtomicLong();
  private volatile @Nullable String broken = "not started yet";

  /** Why calls to an API wait, all of them or those of one part; empty when none does. */
  public Optional<String> waiting(Api api) {
    return Optional.ofNullable(waiting.get(api))
        .or(() ->
            withheld.values().stream()
                .filter(error -> error.api() == api)
                .map(Withheld::text)
                .findAny());
  }

  /** How an API's gate stands: {@code open}, {@code closed}, or {@code trying} with one call. */
  public String gate(Api api) {
    return gates.getOrDefault(api, Gates.State.OPEN).name().toLowerCase(Locale.ROOT);
  }

  /** Why the loop does not turn; empty when it does. */
  public Optional<String> broken() {
    return Optional.ofNullable(broken);
  }

  /** Records that were passed over because nothing could be read in them. */
  public long unreadable() {
    return unreadable.get();
  }

  void waits(Api api, String cause) {
    waiting.put(api, cause);
    gates.put(api, Gates.State.CLOSED);
  }

  void goesOn(Api api) {
    waiting.remove(api);
    gates.put(api, Gates.State.OPEN);
  }

  void withheld(String command, Withheld because) {
    withheld.put(command, because);
  }

  void letIn(String command) {
    withheld.remove(command);
  }

  void forgetWithheld() {
    withheld.clear();
  }

  void tries(Api api) {
    gates.put(api, Gates.State.TRYING);
  }

  /** A life begins, and asks every API anew. */
  void turns() {
    waiting.clear();
    gates.clear();
    withheld.clear();
    broken = null;
  }

  void broke(String cause) {
    broken = cause;
  }

  void passedUnreadable() {
    unreadable.incrementAndGet();
  }
}
