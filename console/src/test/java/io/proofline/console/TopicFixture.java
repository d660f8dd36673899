package io.proofline.console;

import io.proofline.schemas.HttpSchemaRegistry;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Origin;
import io.proofline.schemas.avro.ReviewState;
import io.proofline.schemas.avro.ReviewView;
import io.proofline.schemas.avro.WaitsFor;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes records of the public topics, as the stream processor does. */
public final class TopicFixture implements AutoCloseable {

  public static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

  private final KafkaConnection kafka;
  private final HttpSchemaRegistry registry;
  private final Topics topics;
  private final Producer<String, byte[]> producer;

  public TopicFixture(KafkaConnection kafka) {
    this.kafka = kafka;
    registry = kafka.openRegistry();
    topics = kafka.topics(registry);
    var settings = kafka.producerSettings(kafka.prefix() + "fixture");
    settings.putAll(Map.of("transactional.id", kafka.prefix() + "fixture", "linger.ms", 0));
    producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    producer.initTransactions();
  }

  public KafkaConnection kafka() {
    return kafka;
  }

  public Topics topics() {
    return topics;
  }

  /** Writes a record in a transaction of its own. */
  public <V extends SpecificRecordBase> void write(
      Topic<String, V> topic, String key, @Nullable V value) {
    inTransaction(() -> send(topic, key, value));
  }

  /** Writes a record with the time at which its cause was received. */
  public <V extends SpecificRecordBase> void writeAt(
      Instant at, Topic<String, V> topic, String key, V value) {
    var bytes = topic.values().serializer().serialize(topic.name(), value);
    inTransaction(() -> {
      var _ =
          producer.send(new ProducerRecord<>(topic.name(), null, at.toEpochMilli(), key, bytes));
    });
  }

  /** Runs sends in one transaction. */
  public void inTransaction(Runnable sends) {
    producer.beginTransaction();
    sends.run();
    producer.commitTransaction();
  }

  /** Sends a record inside a transaction. */
  public <V extends SpecificRecordBase> void send(
      Topic<String, V> topic, String key, @Nullable V value) {
    sendBytes(topic, key, topic.values().serializer().serialize(topic.name(), value));
  }

  /** Sends bytes that may be no record. */
  public void sendBytes(Topic<String, ?> topic, String key, byte @Nullable [] value) {
    var _ = producer.send(new ProducerRecord<>(topic.name(), key, value));
  }

  /** Commits the end of a topic for a consumer group of ours, as if it had read all. */
  public void commitEnd(String group, Topic<String, ?> topic) {
    try (var admin = Admin.create(kafka.clientSettings(kafka.prefix() + "fixture-admin"))) {
      var latest =
          IntStream.range(0, topic.partitions())
              .mapToObj(partition -> new TopicPartition(topic.name(), partition))
              .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
      var ends = admin.listOffsets(latest).all().toCompletionStage().toCompletableFuture().join();
      var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
      ends.forEach((partition, end) -> offsets.put(partition, new OffsetAndMetadata(end.offset())));
      admin
          .alterConsumerGroupOffsets(kafka.prefix() + group, offsets)
          .all()
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    }
  }

  public static ReviewView.Builder review(String asset, String fileName, ReviewState state) {
    return ReviewView.newBuilder()
        .setEnvelope(envelope("view:" + asset))
        .setAssetId(asset)
        .setFileName(fileName)
        .setState(state)
        .setWaits(WaitsFor.NOBODY)
        .setUpdatedAt(NOON);
  }

  public static Envelope envelope(String id) {
    return new Envelope(id, "demo", "review", Origin.LIVE, null, NOON, id, null, null);
  }

  @Override
  public void close() {
    producer.close();
    registry.close();
  }
}
