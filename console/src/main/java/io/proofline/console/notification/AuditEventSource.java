package io.proofline.console.notification;

import io.proofline.console.notification.Outbox.Taken;
import io.proofline.console.readmodel.ReadModels;
import io.proofline.console.readmodel.ReadModels.TopicPosition;
import io.proofline.console.web.SqlQuery;
import io.proofline.schemas.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes the entries of the audit trail out of the read model into the outbox. A subscription's
 * place is Kafka's offset, which is the same in each generation of the read model.
 */
final class AuditEventSource {

  private static final int BATCH = 500;

  private final ReadModels readModels;
  private final Outbox outbox;
  private final String topic;
  private final int partitions;
  private final int mostWaiting;

  AuditEventSource(ReadModels readModels, Outbox outbox, Topics topics, int mostWaiting) {
    this.readModels = readModels;
    this.outbox = outbox;
    this.topic = topics.audit().name();
    this.partitions = topics.audit().partitions();
    this.mostWaiting = mostWaiting;
  }

  String topic() {
    return topic;
  }

  /** The present end of the read model in each partition. */
  Map<Integer, Long> end() {
    return withAllPartitions(readModels.position(topic));
  }

  private Map<Integer, Long> withAllPartitions(TopicPosition position) {
    var next = new HashMap<>(position.next());
    for (int partition = 0; partition < partitions; partition++) {
      next.putIfAbsent(partition, 0L);
    }
    return next;
  }

  /** Takes new entries for a subscription, as long as its outbox has room. */
  void takeNew(Subscription subscription) {
    var present = readModels.position(topic);
    var ends = new TreeMap<>(withAllPartitions(present));
    var positions = outbox.positions(subscription.id(), topic);
    for (var end : ends.entrySet()) {
      long from = positions.getOrDefault(end.getKey(), 0L);
      if (from < end.getValue()) {
        int room = mostWaiting - outbox.waiting(subscription.id());
        if (room > 0) {
          take(
              present.reader(),
              subscription,
              new Taken(topic, end.getKey(), from, end.getValue()),
              Math.min(room, BATCH));
        }
      }
    }
  }

  private void take(JdbcClient sql, Subscription subscription, Taken range, int most) {
    var query =
        matching(subscription.definition().filter())
            .and("source_partition = :partition", "partition", range.partition())
            .and("source_offset >= :from", "from", range.from())
            .and("source_offset < :to", "to", range.to());
    var entries =
        query
            .on(
                sql,
                "SELECT document, source_offset FROM audit_entry%s ORDER BY source_offset LIMIT %d"
                    .formatted(query.where(), most))
            .query((row, _) -> new Entry(row.getString(1), row.getLong(2)))
            .list();
    long to = entries.size() < most ? range.to() : entries.getLast().offset() + 1;
    outbox.take(
        subscription.id(),
        new Taken(topic, range.partition(), range.from(), to),
        entries.stream().map(entry -> NotificationEvent.ofAuditEntry(entry.document())).toList());
  }

  /**
   * The events that a filter finds since a time, the oldest first.
   *
   * @param since by the time of the entry
   */
  List<NotificationEvent> since(EventFilter filter, Instant since, int most) {
    var query = matching(filter).and("entered_at >= :since", "since", since.toEpochMilli());
    return query
        .on(
            readModels.reader(),
            "SELECT document FROM audit_entry%s ORDER BY entered_at, asset_id, sequence_number LIMIT %d"
                .formatted(query.where(), most))
        .query((row, _) -> NotificationEvent.ofAuditEntry(row.getString(1)))
        .list();
  }

  private record Entry(String document, long offset) {}

  private static SqlQuery matching(EventFilter filter) {
    return new SqlQuery()
        .andIn("kind", "kinds", filter.kinds())
        .and("rule = :rule", "rule", filter.rule())
        .and("asset_id = :asset", "asset", filter.assetId())
        .and(
            "asset_id IN (SELECT asset_id FROM collection_item WHERE path = :collection)",
            "collection",
            filter.collection());
  }
}
