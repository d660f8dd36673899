package io.proofline.workers.execution;

import io.proofline.workers.call.Api;
import io.proofline.workers.call.ApiError.Forbidden;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The command loop's state for health indicators. Written by the loop, read by any thread. */
final class CommandLoopHealth {

  private final InstantSource clock;
  private final Map<Api, String> waitReasons = new ConcurrentHashMap<>();
  private final Map<Api, CircuitBreakers.State> breakerStates = new ConcurrentHashMap<>();

  /** When the circuit breaker of an API opened. */
  private final Map<Api, Instant> openSince = new ConcurrentHashMap<>();

  /** APIs that refuse our credentials. */
  private final Set<Api> refusing = ConcurrentHashMap.newKeySet();

  /** Refusals of a part of an API, by the id of the command that waits. */
  private final Map<String, Forbidden> forbidden = new ConcurrentHashMap<>();

  private final AtomicLong unreadableRecords = new AtomicLong();
  private volatile @Nullable String failure = "not started yet";

  CommandLoopHealth() {
    this(InstantSource.system());
  }

  CommandLoopHealth(InstantSource clock) {
    this.clock = clock;
  }

  /** Why calls to an API wait, all of them or those of one part; empty if none waits. */
  public Optional<String> waitReasons(Api api) {
    return Optional.ofNullable(waitReasons.get(api))
        .or(() ->
            forbidden.values().stream()
                .filter(error -> error.api() == api)
                .map(Forbidden::text)
                .findAny());
  }

  /** State of an API's circuit breaker: {@code closed}, {@code half_open} or {@code open}. */
  public String breakerState(Api api) {
    return breakerStates
        .getOrDefault(api, CircuitBreakers.State.CLOSED)
        .name()
        .toLowerCase(Locale.ROOT);
  }

  /** Whether an API's circuit breaker is open because the API refuses our credentials. */
  boolean refusesCredentials(Api api) {
    return refusing.contains(api);
  }

  /** When an API's circuit breaker opened; empty while it is closed. */
  public Optional<Instant> openSince(Api api) {
    return Optional.ofNullable(openSince.get(api));
  }

  /** Why the loop isn't running; empty while it is. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** Records that were skipped because they are no readable commands. */
  public long unreadableRecords() {
    return unreadableRecords.get();
  }

  void recordBreakerOpen(Api api, String cause, boolean refusesCredentials) {
    waitReasons.put(api, cause);
    if (refusesCredentials) {
      refusing.add(api);
    } else {
      refusing.remove(api);
    }
    openSince.putIfAbsent(api, clock.instant());
    breakerStates.put(api, CircuitBreakers.State.OPEN);
  }

  void recordBreakerClosed(Api api) {
    waitReasons.remove(api);
    openSince.remove(api);
    refusing.remove(api);
    breakerStates.put(api, CircuitBreakers.State.CLOSED);
  }

  void recordForbidden(String command, Forbidden error) {
    forbidden.put(command, error);
  }

  void clearForbidden(String command) {
    forbidden.remove(command);
  }

  void clearAllForbidden() {
    forbidden.clear();
  }

  void recordBreakerHalfOpen(Api api) {
    breakerStates.put(api, CircuitBreakers.State.HALF_OPEN);
  }

  /** A poll loop starts, with all circuit breakers closed. */
  void recordStart() {
    waitReasons.clear();
    openSince.clear();
    refusing.clear();
    breakerStates.clear();
    forbidden.clear();
    failure = null;
  }

  void recordFailure(String cause) {
    failure = cause;
  }

  void countUnreadable() {
    unreadableRecords.incrementAndGet();
  }
}
