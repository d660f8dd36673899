package io.proofline.console.session;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refuses an address that has tried too many wrong tokens or links: after ten within ten minutes,
 * for ten minutes. Thread-safe.
 */
final class SignInGuesses {

  private static final int MOST_FAILURES = 10;
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final int MOST_ADDRESSES = 10_000;

  private final InstantSource clock;
  private final Map<String, Failures> byAddress = new LinkedHashMap<>();

  SignInGuesses(InstantSource clock) {
    this.clock = clock;
  }

  private record Failures(int count, Instant first) {}

  synchronized boolean mayTry(@Nullable InetSocketAddress client) {
    var failures = byAddress.get(address(client));
    return failures == null || failures.count() < MOST_FAILURES || isOver(failures);
  }

  synchronized void failed(@Nullable InetSocketAddress client) {
    var address = address(client);
    var former = byAddress.remove(address);
    byAddress.put(
        address,
        former == null || isOver(former)
            ? new Failures(1, clock.instant())
            : new Failures(former.count() + 1, former.first()));
    if (byAddress.size() > MOST_ADDRESSES) {
      byAddress.remove(byAddress.keySet().iterator().next());
    }
  }

  private boolean isOver(Failures failures) {
    return failures.first().plus(WINDOW).isBefore(clock.instant());
  }

  private static String address(@Nullable InetSocketAddress client) {
    return client == null ? "" : client.getAddress().getHostAddress();
  }
}
