package io.proofline.console.notification;

import io.proofline.console.database.SqlDatabase;
import io.proofline.console.page.SubscriptionSummary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the deliveries of a subscription go. */
final class SubscriptionStates {

  private final SqlDatabase database;

  SubscriptionStates(SqlDatabase database) {
    this.database = database;
  }

  SubscriptionSummary of(Subscription subscription) {
    return database
        .reader()
        .sql(STATE)
        .param("id", subscription.id())
        .query((row, _) ->
            new SubscriptionSummary(
                subscription.id(),
                subscription.definition().name(),
                subscription.definition().url().toString(),
                subscription.disabledAt(),
                subscription.disabledReason(),
                subscription.exhaustedAt(),
                time(row, 1),
                time(row, 2),
                row.getInt(3)))
        .single();
  }

  private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  private static final String STATE =
      """
      SELECT
        (SELECT min(a.began_at) FROM delivery d JOIN delivery_attempt a ON a.delivery_id = d.delivery_id
          WHERE d.subscription_id = :id AND d.state = 'waiting' AND d.failures > 0 AND a.error IS NOT NULL),
        (SELECT max(ended_at) FROM delivery WHERE subscription_id = :id AND state = 'delivered'),
        (SELECT count(*) FROM delivery WHERE subscription_id = :id AND state = 'waiting')
      """;
}
