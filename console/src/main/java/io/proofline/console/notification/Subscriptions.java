package io.proofline.console.notification;

import io.proofline.console.database.SqlDatabase;
import io.proofline.console.notification.Subscription.Definition;
import io.proofline.console.notification.Subscription.Format;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The subscriptions, in the console's own database. */
final class Subscriptions {

  private final SqlDatabase database;
  private final InstantSource clock;

  Subscriptions(SqlDatabase database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  static String newId() {
    return UUID.randomUUID().toString();
  }

  /**
   * Stores a subscription, which begins at positions of a topic.
   *
   * @param positions next offset by partition, of all partitions
   */
  Subscription create(
      String id, Definition definition, String topic, Map<Integer, Long> positions) {
    var parameters = parameters(id, definition);
    parameters.put("secret", WebhookSignature.newSecret());
    parameters.put("now", clock.instant().toEpochMilli());
    database
        .transactions()
        .executeWithoutResult(_ -> {
          database.writer().update(INSERT, parameters);
          moveTo(id, topic, positions);
        });
    return find(id).orElseThrow();
  }

  /** Changes what people choose; returns false if there is none of that id. */
  boolean change(String id, Definition definition) {
    return update(CHANGE, parameters(id, definition)) == 1;
  }

  /**
   * Stops a subscription; its events stay in the outbox.
   *
   * @return false if it was disabled already
   */
  boolean disable(String id, String reason) {
    return update(
            "UPDATE subscription SET disabled_at = :now, disabled_reason = :reason"
                + " WHERE subscription_id = :id AND disabled_at IS NULL",
            Map.of("id", id, "reason", reason))
        == 1;
  }

  /** Starts a disabled subscription again; events since then are taken, from positions on. */
  void enable(String id, String topic, Map<Integer, Long> positions) {
    database
        .transactions()
        .executeWithoutResult(_ -> {
          int enabled =
              database
                  .writer()
                  .update(
                      "UPDATE subscription SET disabled_at = NULL, disabled_reason = NULL"
                          + " WHERE subscription_id = :id AND disabled_at IS NOT NULL",
                      Map.of("id", id));
          if (enabled == 1) {
            moveTo(id, topic, positions);
          }
        });
  }

  /** Replaces the secret; the former one signs as well until a time. */
  Optional<Subscription> rotateSecret(String id, Instant formerUntil) {
    update(
        "UPDATE subscription SET former_secret = secret, former_secret_until = :until,"
            + " secret = :secret WHERE subscription_id = :id",
        Map.of(
            "id", id, "secret", WebhookSignature.newSecret(), "until", formerUntil.toEpochMilli()));
    return find(id);
  }

  /** Deletes a subscription with its outbox; returns false if there is none of that id. */
  boolean delete(String id) {
    var deleted =
        database
            .transactions()
            .execute(_ -> {
              var parameters = Map.of("id", id);
              database
                  .writer()
                  .update(
                      "DELETE FROM delivery_attempt WHERE delivery_id IN"
                          + " (SELECT delivery_id FROM delivery WHERE subscription_id = :id)",
                      parameters);
              for (var table : List.of("delivery", "subscription_position")) {
                database
                    .writer()
                    .update(
                        "DELETE FROM %s WHERE subscription_id = :id".formatted(table), parameters);
              }
              return database
                  .writer()
                  .update("DELETE FROM subscription WHERE subscription_id = :id", parameters);
            });
    return deleted != null && deleted == 1;
  }

  Optional<Subscription> find(String id) {
    return database
        .reader()
        .sql(SELECT + " WHERE subscription_id = :id")
        .param("id", id)
        .query((row, _) -> subscription(row))
        .optional();
  }

  /** All subscriptions, the oldest first. */
  List<Subscription> all() {
    return database
        .reader()
        .sql(SELECT + " ORDER BY created_at, subscription_id")
        .query((row, _) -> subscription(row))
        .list();
  }

  private void moveTo(String id, String topic, Map<Integer, Long> positions) {
    positions.forEach((partition, next) ->
        database
            .writer()
            .update(MOVE, Map.of("id", id, "topic", topic, "partition", partition, "next", next)));
  }

  private int update(String sql, Map<String, @Nullable Object> parameters) {
    var all = new HashMap<>(parameters);
    all.put("now", clock.instant().toEpochMilli());
    var changed = database.transactions().execute(_ -> database.writer().update(sql, all));
    return changed == null ? 0 : changed;
  }

  private static Map<String, @Nullable Object> parameters(String id, Definition definition) {
    var filter = definition.filter();
    var parameters = new HashMap<String, @Nullable Object>();
    parameters.put("id", id);
    parameters.put("name", definition.name());
    parameters.put("url", definition.url().toString());
    parameters.put("kinds", String.join(" ", filter.kinds()));
    parameters.put("rule", filter.rule());
    parameters.put("collection", filter.collection());
    parameters.put("asset", filter.assetId());
    parameters.put("format", definition.format().word());
    return parameters;
  }

  private static Subscription subscription(ResultSet row) throws SQLException {
    var kinds =
        Arrays.stream(row.getString("kinds").split(" ")).filter(each -> !each.isEmpty()).toList();
    return new Subscription(
        row.getString("subscription_id"),
        new Definition(
            row.getString("name"),
            URI.create(row.getString("url")),
            new EventFilter(
                kinds,
                row.getString("rule"),
                row.getString("collection"),
                row.getString("asset_id")),
            Format.valueOf(row.getString("format").toUpperCase(Locale.ROOT))),
        row.getString("secret"),
        row.getString("former_secret"),
        time(row, "former_secret_until"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        time(row, "disabled_at"),
        row.getString("disabled_reason"),
        time(row, "exhausted_at"));
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  private static final String SELECT =
      "SELECT subscription_id, name, url, kinds, rule, collection, asset_id, secret,"
          + " former_secret, former_secret_until, created_at, disabled_at, disabled_reason,"
          + " exhausted_at, format FROM subscription";
  private static final String INSERT =
      "INSERT INTO subscription (subscription_id, name, url, kinds, rule, collection, asset_id,"
          + " format, secret, created_at) VALUES (:id, :name, :url, :kinds, :rule, :collection,"
          + " :asset, :format, :secret, :now)";
  private static final String CHANGE =
      "UPDATE subscription SET name = :name, url = :url, kinds = :kinds, rule = :rule, collection ="
          + " :collection, asset_id = :asset, format = :format WHERE subscription_id = :id";
  private static final String MOVE =
      "INSERT INTO subscription_position (subscription_id, topic, partition_number, next_offset)"
          + " VALUES (:id, :topic, :partition, :next)"
          + " ON CONFLICT (subscription_id, topic, partition_number)"
          + " DO UPDATE SET next_offset = excluded.next_offset";
}
