package io.proofline.workers.poll;

import io.opentelemetry.api.trace.SpanKind;
import io.proofline.schemas.SkippingDecoder;
import io.proofline.schemas.Topic;
import io.proofline.schemas.TopicScan;
import io.proofline.schemas.Topics;
import io.proofline.schemas.Tracing;
import io.proofline.schemas.avro.AssetSnapshot;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.LibrarySignal;
import io.proofline.schemas.avro.LibrarySignalKind;
import io.proofline.schemas.avro.Origin;
import io.proofline.workers.kafka.TransactionBatch;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/**
 * The poller's state in Kafka. Each batch is one transaction that also commits an offset in the
 * poller's group, so a poller whose partition was assigned to another instance is fenced: Kafka
 * rejects its writes.
 */
final class PollStore implements PollBatchWriter {

  private final Topics topics;
  private final String account;
  private final Producer<String, byte[]> producer;
  private final ConsumerGroupMetadata member;
  private final InstantSource clock;
  private final Tracing tracing;

  PollStore(
      Topics topics,
      String account,
      Producer<String, byte[]> producer,
      ConsumerGroupMetadata member,
      InstantSource clock,
      Tracing tracing) {
    this.topics = topics;
    this.account = account;
    this.producer = producer;
    this.member = member;
    this.clock = clock;
    this.tracing = tracing;
  }

  /** Reads the stored state up to its present end. */
  PollerState restore(Consumer<String, byte[]> reader, SkippingDecoder decoder) {
    var pollerState = new PollerState();
    var partitions =
        List.of(singlePartition(topics.pollCursor()), singlePartition(topics.pollSeen()));
    TopicScan.start(reader, partitions).readToEnd(record -> restore(record, decoder, pollerState));
    pollerState.replaceUnreadableCursors();
    return pollerState;
  }

  @Override
  public void write(PollBatch batch) {
    var now = clock.instant();
    long at = now.toEpochMilli();
    var transactionBatch = new TransactionBatch();
    batch.signals.forEach((asset, snapshot) ->
        transactionBatch.add(topics.librarySignals(), asset, signal(snapshot, now), at));
    batch.seen.forEach((id, seen) -> transactionBatch.add(topics.pollSeen(), id, seen, at));
    batch.cursors.forEach(
        (name, cursor) -> transactionBatch.add(topics.pollCursor(), name, cursor, at));
    transactionBatch.offset(singlePartition(topics.pollCursor()), new OffsetAndMetadata(0));
    transactionBatch.commit(producer, member);
  }

  private void restore(
      ConsumerRecord<String, byte[]> record, SkippingDecoder decoder, PollerState pollerState) {
    if (record.topic().equals(topics.pollSeen().name())) {
      decoder.decode(
          topics.pollSeen(), record, pollerState::accept, pollerState::acceptUnreadableRecord);
    } else {
      decoder.decode(
          topics.pollCursor(), record, pollerState::accept, pollerState::acceptUnreadableCursor);
    }
  }

  private LibrarySignal signal(AssetSnapshot snapshot, Instant now) {
    var id = UUID.randomUUID().toString();
    var span = tracing.begin("poll photoshelter", SpanKind.PRODUCER, (String) null);
    span.setAttribute("proofline.asset_id", snapshot.getAssetId()).end();
    return LibrarySignal.newBuilder()
        .setEnvelope(
            Envelope.newBuilder()
                .setEventId(id)
                .setAccount(account)
                .setSource("poller")
                .setOrigin(Origin.POLL)
                .setReceivedAt(now)
                .setCorrelationId(id)
                .setTraceparent(Tracing.traceparent(span))
                .build())
        .setKind(LibrarySignalKind.SNAPSHOT)
        .setSnapshot(snapshot)
        .build();
  }

  private static TopicPartition singlePartition(Topic<?, ?> topic) {
    return new TopicPartition(topic.name(), 0);
  }
}
