package io.proofline.console.notification;

import io.proofline.console.database.SqlDatabase;
import io.proofline.console.web.Cursor;
import io.proofline.console.web.Page;
import io.proofline.console.web.SqlQuery;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Questions about the deliveries of a subscription, with their attempts. */
final class DeliveryQueries {

  private static final String ORDER = "newest";

  private final SqlDatabase database;

  DeliveryQueries(SqlDatabase database) {
    this.database = database;
  }

  /** The deliveries of a subscription, the newest first. */
  Page list(String subscription, @Nullable String state, int limit, @Nullable String cursor) {
    var query =
        new SqlQuery()
            .and("subscription_id = :subscription", "subscription", subscription)
            .and("state = :state", "state", state);
    Cursor.parse(cursor, ORDER, 1)
        .ifPresent(at -> query.and("delivery_id < :before", "before", at.number(0)));
    var rows =
        query
            .on(
                database.reader(),
                """
                SELECT delivery_id, event_id, kind, state, failures, next_attempt_at, queued_at, ended_at
                FROM delivery%s ORDER BY delivery_id DESC LIMIT %d
                """
                    .formatted(query.where(), limit + 1))
            .query((row, _) -> {
              var item = JsonNodeFactory.instance.objectNode();
              item.put("event", row.getString(2));
              item.put("kind", row.getString(3));
              item.put("state", row.getString(4));
              item.put("failures", row.getInt(5));
              boolean isWaiting = row.getString(4).equals("waiting");
              item.put("next_attempt_at", isWaiting ? time(row.getLong(6)) : null);
              item.put("queued_at", time(row.getLong(7)));
              item.put("ended_at", isWaiting ? null : time(row.getLong(8)));
              return new Page.Row(item, List.of(row.getString(1)));
            })
            .list();
    addAttempts(rows);
    return Page.of(rows, limit, ORDER);
  }

  private void addAttempts(List<Page.Row> rows) {
    var attempts = new HashMap<Long, ArrayNode>();
    rows.forEach(
        row -> attempts.put(Long.valueOf(row.key().getFirst()), row.item().putArray("attempts")));
    if (attempts.isEmpty()) {
      return;
    }
    database
        .reader()
        .sql(
            "SELECT delivery_id, began_at, duration_millis, status, error FROM delivery_attempt"
                + " WHERE delivery_id IN (:ids) ORDER BY attempt_id")
        .params(Map.of("ids", attempts.keySet()))
        .query(row -> {
          var attempt = JsonNodeFactory.instance.objectNode();
          attempt.put("at", time(row.getLong(2)));
          attempt.put("duration_millis", row.getLong(3));
          int status = row.getInt(4);
          attempt.put("status", row.wasNull() ? null : Integer.valueOf(status));
          attempt.put("error", row.getString(5));
          Objects.requireNonNull(attempts.get(row.getLong(1))).add(attempt);
        });
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
