package io.proofline.console.notification;

import io.proofline.console.database.SqlDatabase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes events of conditions that begin and end, such as a pause. The conditions that hold are
 * remembered in the console's own database, so that a beginning and an end are each sent once, also
 * over restarts. Used by the console that delivers.
 */
final class OperationalConditions {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final SqlDatabase database;
  private final Outbox outbox;
  private final String account;
  private final InstantSource clock;

  OperationalConditions(SqlDatabase database, Outbox outbox, String account, InstantSource clock) {
    this.database = database;
    this.outbox = outbox;
    this.account = account;
    this.clock = clock;
  }

  /** Kinds of conditions, with the kinds of their events. */
  enum ConditionKind {
    PAUSE("pause_started", "pause_ended"),
    WAITING("waiting_started", "waiting_ended"),
    EXHAUSTION("subscription_exhausted", "subscription_recovered"),
    SILENCE("source_silent", "source_heard_again");

    private final String beginning;
    private final String end;

    ConditionKind(String beginning, String end) {
      this.beginning = beginning;
      this.end = end;
    }

    String beginning() {
      return beginning;
    }

    String end() {
      return end;
    }
  }

  /**
   * A condition that holds.
   *
   * @param key distinguishes it from others of its kind; one that ended and began again may have
   *     the same
   * @param data of its events
   */
  record Condition(ConditionKind kind, String key, ObjectNode data) {

    String name() {
      return kind.name() + ":" + key;
    }
  }

  private record Remembered(ConditionKind kind, String key, long since, String data) {}

  /**
   * The conditions that hold now.
   *
   * @param unknown kinds of which it is not known whether they hold; those that did are kept
   */
  record Observation(List<Condition> present, Set<ConditionKind> unknown) {

    Observation {
      present = List.copyOf(present);
      unknown = Set.copyOf(unknown);
    }
  }

  /** Sends events about the differences from the last call. */
  void observe(Observation now, List<Subscription> subscriptions) {
    var remembered = remembered();
    var names = new TreeSet<String>();
    for (var condition : now.present()) {
      if (names.add(condition.name()) && !remembered.containsKey(condition.name())) {
        begin(condition, subscriptions);
      }
    }
    remembered.forEach((name, condition) -> {
      if (!names.contains(name) && !now.unknown().contains(condition.kind())) {
        end(name, condition, subscriptions);
      }
    });
  }

  private void begin(Condition condition, List<Subscription> subscriptions) {
    var now = Instant.ofEpochMilli(clock.millis());
    var event =
        event(
            condition.kind().beginning(),
            condition.key(),
            now,
            now.toEpochMilli(),
            condition.data());
    var parameters =
        Map.of(
            "name",
            condition.name(),
            "kind",
            condition.kind().name(),
            "key",
            condition.key(),
            "now",
            now.toEpochMilli(),
            "data",
            condition.data().toString());
    database
        .transactions()
        .executeWithoutResult(_ -> {
          int begun =
              database
                  .writer()
                  .update(
                      "INSERT INTO operational_condition (name, kind, condition_key, since, data)"
                          + " VALUES (:name, :kind, :key, :now, :data) ON CONFLICT DO NOTHING",
                      parameters);
          if (begun == 1) {
            send(event, condition.key(), subscriptions);
          }
        });
  }

  private void end(String name, Remembered condition, List<Subscription> subscriptions) {
    var event =
        event(
            condition.kind().end(),
            condition.key(),
            Instant.ofEpochMilli(clock.millis()),
            condition.since(),
            (ObjectNode) JSON.readTree(condition.data()));
    database
        .transactions()
        .executeWithoutResult(_ -> {
          int ended =
              database
                  .writer()
                  .update(
                      "DELETE FROM operational_condition WHERE name = :name", Map.of("name", name));
          if (ended == 1) {
            send(event, condition.key(), subscriptions);
          }
        });
  }

  /** To subscriptions that take it, but never to the one that it is about. */
  private void send(NotificationEvent event, String key, List<Subscription> subscriptions) {
    for (var subscription : subscriptions) {
      if (subscription.isEnabled()
          && !subscription.id().equals(key)
          && subscription.definition().filter().takesOperational(event.kind())) {
        outbox.insert(subscription.id(), List.of(event));
      }
    }
  }

  private NotificationEvent event(
      String kind, String key, Instant time, long since, ObjectNode data) {
    return new NotificationEvent(
        "%s:%s:%s:%d".formatted(kind, account, NotificationEvent.headerText(key), since),
        kind,
        time,
        null,
        data,
        "condition:" + key,
        time.toEpochMilli());
  }

  private Map<String, Remembered> remembered() {
    var remembered = new HashMap<String, Remembered>();
    database
        .reader()
        .sql("SELECT name, kind, condition_key, since, data FROM operational_condition")
        .query(row -> {
          remembered.put(
              row.getString(1),
              new Remembered(
                  ConditionKind.valueOf(row.getString(2)),
                  row.getString(3),
                  row.getLong(4),
                  row.getString(5)));
        });
    return remembered;
  }
}
