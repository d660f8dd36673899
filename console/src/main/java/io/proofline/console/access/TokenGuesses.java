package io.proofline.console.access;

import io.proofline.hash.Sha256;
import io.proofline.http.ClientAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Slows down and locks out addresses that try tokens or sign-in links which are not known, in calls
 * of the API and in the form together. After some guesses each answer is delayed, and after more
 * the address is locked out for a while, which doubles with each further lock-out. A token that was
 * accepted from the address before is accepted also then, so a neighbour behind the same proxy does
 * not lock out others. Of addresses and of tokens the most recent ones are kept, so memory is
 * bounded. Thread-safe.
 */
public final class TokenGuesses {

  static final int GUESSES_UNTIL_LOCKED = 20;
  private static final int GUESSES_UNTIL_SLOW = 5;
  private static final Duration SLOWEST = Duration.ofSeconds(2);
  private static final Duration FIRST_LOCK = Duration.ofMinutes(1);
  private static final Duration LONGEST_LOCK = Duration.ofMinutes(15);

  /** The guesses of an address are forgotten after this time without a guess. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);

  private static final int MOST_REMEMBERED = 10_000;

  private final InstantSource clock;
  private final Map<String, Guesses> byAddress = new BoundedMap<>();
  private final Map<String, Boolean> accepted = new BoundedMap<>();

  public TokenGuesses(InstantSource clock) {
    this.clock = clock;
  }

  private record Guesses(int count, int locks, Instant last, Instant lockedUntil) {

    static final Guesses NONE = new Guesses(0, 0, Instant.EPOCH, Instant.EPOCH);
  }

  /** The name of a client's address. */
  public static String address(@Nullable InetSocketAddress client) {
    return client == null ? "unknown" : ClientAddress.key(client);
  }

  /** Until when an address is locked out for a token; empty if it is not. */
  public synchronized Optional<Instant> lockedUntil(String address, String token) {
    var until = current(address).lockedUntil();
    return clock.instant().isBefore(until) && !accepted.containsKey(key(address, token))
        ? Optional.of(until)
        : Optional.empty();
  }

  /** Counts a guess, and returns how long its answer is to be delayed. */
  public synchronized Duration guessed(String address) {
    var now = clock.instant();
    var before = current(address);
    int count = before.count() + 1;
    boolean locks = count >= GUESSES_UNTIL_LOCKED;
    byAddress.put(
        address,
        new Guesses(
            locks ? 0 : count,
            before.locks() + (locks ? 1 : 0),
            now,
            locks ? now.plus(lock(before.locks())) : before.lockedUntil()));
    return delay(count);
  }

  private static Duration lock(int former) {
    var doubled = FIRST_LOCK.multipliedBy(1L << Math.min(former, 10));
    return doubled.compareTo(LONGEST_LOCK) < 0 ? doubled : LONGEST_LOCK;
  }

  private static Duration delay(int count) {
    if (count < GUESSES_UNTIL_SLOW) {
      return Duration.ZERO;
    }
    var doubled = Duration.ofMillis(100L << Math.min(count - GUESSES_UNTIL_SLOW, 10));
    return doubled.compareTo(SLOWEST) < 0 ? doubled : SLOWEST;
  }

  /** Notes that a token of an address is valid. */
  public synchronized void accepted(String address, String token) {
    accepted.put(key(address, token), true);
  }

  private Guesses current(String address) {
    var guesses = byAddress.getOrDefault(address, Guesses.NONE);
    return guesses.last().plus(FORGOTTEN_AFTER).isBefore(clock.instant()) ? Guesses.NONE : guesses;
  }

  /** The token itself is not kept. */
  private static String key(String address, String token) {
    return address + "/" + Sha256.hex(token);
  }

  private static final class BoundedMap<V> extends LinkedHashMap<String, V> {

    private static final long serialVersionUID = 1;

    BoundedMap() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > MOST_REMEMBERED;
    }
  }
}
