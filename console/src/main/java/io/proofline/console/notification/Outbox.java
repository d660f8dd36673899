package io.proofline.console.notification;

import io.proofline.console.database.SqlDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.SqlParameterSourceUtils;

/**
 * The events that wait for their delivery, and for a while those that have ended. It is in the
 * console's own database: a rebuild of the read model does not touch it.
 */
final class Outbox {

  private final SqlDatabase database;
  private final InstantSource clock;

  Outbox(SqlDatabase database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** An event that is due. */
  record DueDelivery(long id, String eventId, String body, int failures) {}

  /**
   * A range of a partition of which a subscription takes the events: up to an offset, without it.
   */
  record Taken(String topic, int partition, long from, long to) {}

  /** Up to where a subscription has taken the records of a topic, by partition. */
  Map<Integer, Long> positions(String subscription, String topic) {
    var positions = new HashMap<Integer, Long>();
    database
        .reader()
        .sql(
            "SELECT partition_number, next_offset FROM subscription_position"
                + " WHERE subscription_id = :subscription AND topic = :topic")
        .params(Map.of("subscription", subscription, "topic", topic))
        .query(row -> {
          positions.put(row.getInt(1), row.getLong(2));
        });
    return positions;
  }

  /**
   * Adds the events of a range, unless another console has taken the range, or the subscription is
   * deleted, or begins elsewhere by now. An event that is there already is not added again.
   */
  void take(String subscription, Taken range, List<NotificationEvent> events) {
    database
        .transactions()
        .executeWithoutResult(_ -> {
          int moved =
              database
                  .writer()
                  .update(
                      "UPDATE subscription_position SET next_offset = :to"
                          + " WHERE subscription_id = :subscription AND topic = :topic"
                          + " AND partition_number = :partition AND next_offset = :from",
                      Map.of(
                          "subscription",
                          subscription,
                          "topic",
                          range.topic(),
                          "partition",
                          range.partition(),
                          "from",
                          range.from(),
                          "to",
                          range.to()));
          if (moved == 1) {
            insert(subscription, events);
          }
        });
  }

  /** Adds events that are not there yet. */
  void add(String subscription, List<NotificationEvent> events) {
    database.transactions().executeWithoutResult(_ -> insert(subscription, events));
  }

  /** The same inside a transaction that runs. */
  void insert(String subscription, List<NotificationEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    long now = clock.instant().toEpochMilli();
    var rows =
        events.stream()
            .map(event ->
                Map.<String, Object>of(
                    "subscription",
                    subscription,
                    "event",
                    event.id(),
                    "kind",
                    event.kind(),
                    "key",
                    event.orderKey(),
                    "number",
                    event.orderNumber(),
                    "body",
                    event.body(),
                    "now",
                    now))
            .toList();
    database.writer().batchUpdate(INSERT, SqlParameterSourceUtils.createBatch(rows));
  }

  /** Sends an event again; returns false if the subscription has none of that id. */
  boolean replay(String subscription, String eventId) {
    var parameters =
        Map.of(
            "subscription", subscription, "event", eventId, "now", clock.instant().toEpochMilli());
    var replayed =
        database.transactions().execute(_ -> database.writer().update(REPLAY, parameters));
    return replayed != null && replayed == 1;
  }

  /** Sends events again, also those that it has no longer. */
  void replay(String subscription, List<NotificationEvent> events) {
    database
        .transactions()
        .executeWithoutResult(_ -> {
          long now = clock.instant().toEpochMilli();
          for (var event : events) {
            database
                .writer()
                .update(
                    REPLAY, Map.of("subscription", subscription, "event", event.id(), "now", now));
          }
          insert(subscription, events);
        });
  }

  /** Number of events of a subscription that wait. */
  int waiting(String subscription) {
    return database
        .reader()
        .sql(
            "SELECT count(*) FROM delivery"
                + " WHERE subscription_id = :subscription AND state = 'waiting'")
        .param("subscription", subscription)
        .query(Integer.class)
        .single();
  }

  /**
   * Events of a subscription that may be sent now: of each order key the first one alone.
   *
   * @param running that are being sent
   */
  List<DueDelivery> due(String subscription, Collection<Long> running, int most) {
    var parameters = new HashMap<String, Object>();
    parameters.put("subscription", subscription);
    parameters.put("now", clock.instant().toEpochMilli());
    parameters.put("most", most);
    parameters.put("running", running.isEmpty() ? List.of(-1L) : running);
    return database
        .reader()
        .sql(DUE)
        .params(parameters)
        .query((row, _) ->
            new DueDelivery(row.getLong(1), row.getString(2), row.getString(3), row.getInt(4)))
        .list();
  }

  /**
   * Records an attempt.
   *
   * @param retryIn delay before the next one; null if the event was delivered or is given up
   */
  void record(
      String subscription,
      DueDelivery delivery,
      Instant began,
      AttemptResult result,
      @Nullable Duration retryIn) {
    var now = clock.instant();
    boolean isDelivered = result.failure() == null;
    var parameters = new HashMap<String, @Nullable Object>();
    parameters.put("id", delivery.id());
    parameters.put("subscription", subscription);
    parameters.put("began", began.toEpochMilli());
    parameters.put("duration", Duration.between(began, now).toMillis());
    parameters.put("status", result.status());
    parameters.put("error", result.failure() == null ? null : result.failure().word());
    parameters.put("failures", delivery.failures() + (isDelivered ? 0 : 1));
    parameters.put("now", now.toEpochMilli());
    parameters.put("next", retryIn == null ? 0 : now.plus(retryIn).toEpochMilli());
    parameters.put("state", isDelivered ? "delivered" : "exhausted");
    database
        .transactions()
        .executeWithoutResult(_ -> {
          database.writer().update(ADD_ATTEMPT, parameters);
          database.writer().update(FORGET_ATTEMPTS, parameters);
          database.writer().update(retryIn == null ? END : RETRY, parameters);
          if (retryIn == null) {
            database.writer().update(isDelivered ? RECOVER : EXHAUST, parameters);
          }
        });
  }

  /** Deletes deliveries that ended before a time. */
  void deleteEndedBefore(Instant time) {
    var parameters = Map.of("time", time.toEpochMilli());
    database
        .transactions()
        .executeWithoutResult(_ -> {
          database
              .writer()
              .update(
                  "DELETE FROM delivery_attempt WHERE delivery_id IN"
                      + " (SELECT delivery_id FROM delivery WHERE ended_at < :time)",
                  parameters);
          database.writer().update("DELETE FROM delivery WHERE ended_at < :time", parameters);
        });
  }

  private static final String INSERT =
      "INSERT INTO delivery (subscription_id, event_id, kind, order_key, order_number, body, state,"
          + " failures, next_attempt_at, queued_at) VALUES (:subscription, :event, :kind, :key,"
          + " :number, :body, 'waiting', 0, :now, :now)"
          + " ON CONFLICT (subscription_id, event_id) DO NOTHING";
  private static final String REPLAY =
      "UPDATE delivery SET state = 'waiting', failures = 0, next_attempt_at = :now, ended_at = NULL"
          + " WHERE subscription_id = :subscription AND event_id = :event";
  private static final String DUE =
      """
      SELECT delivery_id, event_id, body, failures FROM delivery d
      WHERE subscription_id = :subscription AND state = 'waiting' AND next_attempt_at <= :now
      AND delivery_id NOT IN (:running)
      AND NOT EXISTS (
        SELECT 1 FROM delivery e
        WHERE e.subscription_id = d.subscription_id AND e.state = 'waiting'
        AND e.order_key = d.order_key AND e.order_number < d.order_number)
      ORDER BY next_attempt_at, delivery_id LIMIT :most
      """;
  private static final String ADD_ATTEMPT =
      "INSERT INTO delivery_attempt (delivery_id, began_at, duration_millis, status, error)"
          + " SELECT delivery_id, :began, :duration, CAST(:status AS INTEGER), CAST(:error AS TEXT)"
          + " FROM delivery WHERE delivery_id = :id";
  private static final String FORGET_ATTEMPTS =
      """
      DELETE FROM delivery_attempt WHERE delivery_id = :id AND attempt_id NOT IN (
        SELECT attempt_id FROM delivery_attempt WHERE delivery_id = :id
        ORDER BY attempt_id DESC LIMIT 20)
      """;
  private static final String RETRY =
      "UPDATE delivery SET failures = :failures, next_attempt_at = :next"
          + " WHERE delivery_id = :id AND state = 'waiting'";
  private static final String END =
      "UPDATE delivery SET failures = :failures, state = :state, ended_at = :now"
          + " WHERE delivery_id = :id AND state = 'waiting'";
  private static final String RECOVER =
      "UPDATE subscription SET exhausted_at = NULL"
          + " WHERE subscription_id = :subscription AND exhausted_at IS NOT NULL";
  private static final String EXHAUST =
      "UPDATE subscription SET exhausted_at = :now"
          + " WHERE subscription_id = :subscription AND exhausted_at IS NULL";
}
