package io.proofline.console.notification;

import io.proofline.console.database.SqlDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * Makes one of several consoles on a database the one that delivers. It keeps the lease by renewing
 * it, and another console takes it over once it has ended. Used by one thread.
 */
final class Lease {

  /** Longer than twice an attempt, so that an attempt ends before another console begins. */
  static final Duration LENGTH = Duration.ofSeconds(40);

  private static final Duration RENEWED_BEFORE_END = LENGTH.dividedBy(2).plusSeconds(5);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final String NAME = "notifications";

  private final SqlDatabase database;
  private final String holder;
  private final InstantSource clock;
  private Instant heldUntil = Instant.EPOCH;
  private Instant nextAttempt = Instant.EPOCH;

  Lease(SqlDatabase database, String holder, InstantSource clock) {
    this.database = database;
    this.holder = holder;
    this.clock = clock;
  }

  /** Whether this console is the one that delivers. */
  boolean hold() {
    var now = clock.instant();
    if (now.isAfter(heldUntil.minus(RENEWED_BEFORE_END)) && !now.isBefore(nextAttempt)) {
      nextAttempt = now.plus(RETRY);
      var end = now.plus(LENGTH);
      heldUntil = take(now, end) ? end : Instant.EPOCH;
    }
    return now.isBefore(heldUntil);
  }

  private boolean take(Instant now, Instant end) {
    return update(
            "INSERT INTO lease (name, holder, ends_at) VALUES (:name, :holder, :end)"
                + " ON CONFLICT (name) DO UPDATE SET holder = excluded.holder,"
                + " ends_at = excluded.ends_at"
                + " WHERE lease.holder = excluded.holder OR lease.ends_at < :now",
            Map.of(
                "name",
                NAME,
                "holder",
                holder,
                "end",
                end.toEpochMilli(),
                "now",
                now.toEpochMilli()))
        == 1;
  }

  /** Lets another console deliver at once. */
  void release() {
    heldUntil = Instant.EPOCH;
    var _ =
        update(
            "DELETE FROM lease WHERE name = :name AND holder = :holder",
            Map.of("name", NAME, "holder", holder));
  }

  private int update(String sql, Map<String, Object> parameters) {
    var changed = database.transactions().execute(_ -> database.writer().update(sql, parameters));
    return changed == null ? 0 : changed;
  }
}
