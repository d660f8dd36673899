package io.proofline.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.proofline.schemas.AvroSerde;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.SchemaRegistry;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Person;
import io.proofline.schemas.avro.PollCursor;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes records that nobody can read to all topics of an installation. */
final class GarbageWriter implements AutoCloseable {

  private static final int UNKNOWN_SCHEMA = 999_999;

  /** A length, or a count of items, of two thousand million. */
  private static final byte[] HUGE = {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};

  private final KafkaConnection kafka;
  private final SchemaRegistry registry;
  private final KafkaProducer<String, byte[]> producer;

  GarbageWriter(KafkaConnection kafka, SchemaRegistry registry) {
    this.kafka = kafka;
    this.registry = registry;
    this.producer =
        new KafkaProducer<>(
            kafka.clientSettings("garbage"), new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * Writes each kind of garbage to each partition, with each key and without one. A compacted topic
   * takes no record without a key, and a record without a value deletes the key's record there, so
   * it gets neither.
   *
   * @return the offset of the last record in each partition
   */
  Map<TopicPartition, Long> write(Topics topics, List<String> keys) throws Exception {
    var sent = new ArrayList<Future<RecordMetadata>>();
    for (var topic : topics.all()) {
      var allKeys = new ArrayList<@Nullable String>(keys);
      var kinds = kinds(topics, topic);
      if (topic.isCompacted()) {
        kinds.removeIf(Objects::isNull);
      } else {
        allKeys.add(null);
      }
      for (int partition = 0; partition < topic.partitions(); partition++) {
        send(topic.name(), partition, allKeys, kinds, sent);
      }
    }
    return lastOffsets(sent);
  }

  /** Writes to the topics that Kafka Streams and the schema registry keep for themselves. */
  Map<TopicPartition, Long> writeToInternalTopics(Topics topics, List<String> keys)
      throws Exception {
    var sent = new ArrayList<Future<RecordMetadata>>();
    var declared = topics.all().stream().map(Topic::name).toList();
    try (var admin = Admin.create(kafka.clientSettings("garbage-admin"))) {
      var internal =
          admin.listTopics().names().get().stream()
              .filter(name -> name.startsWith(kafka.prefix()) || name.equals("_schemas"))
              .filter(name -> !declared.contains(name))
              .toList();
      for (var topic : admin.describeTopics(internal).allTopicNames().get().values()) {
        for (var partition : topic.partitions()) {
          send(topic.name(), partition.partition(), keys, withoutSchema(), sent);
        }
      }
    }
    return lastOffsets(sent);
  }

  @Override
  public void close() {
    producer.close();
  }

  private void send(
      String topic,
      int partition,
      List<@Nullable String> keys,
      List<byte @Nullable []> values,
      List<Future<RecordMetadata>> sent) {
    for (var key : keys) {
      values.forEach(
          value -> sent.add(producer.send(new ProducerRecord<>(topic, partition, key, value))));
    }
  }

  private List<byte @Nullable []> kinds(Topics topics, Topic<?, ?> topic) {
    int own = registry.register(topic.name() + "-value", ((AvroSerde<?>) topic.values()).schema());
    var kinds = new ArrayList<>(withoutSchema());
    kinds.add(ofAnotherTopic(topics, topic));
    kinds.add(withHeader(own));
    kinds.add(withHeader(own, HUGE));
    kinds.add(withHeader(own, HUGE, HUGE, HUGE, HUGE, HUGE, HUGE, HUGE, HUGE));
    return kinds;
  }

  private static List<byte @Nullable []> withoutSchema() {
    var kinds = new ArrayList<byte @Nullable []>();
    kinds.add("{\"no\":\"Avro\"}".getBytes(UTF_8));
    kinds.add(new byte[0]);
    kinds.add(new byte[] {0, 0});
    kinds.add(withHeader(UNKNOWN_SCHEMA, new byte[20]));
    kinds.add(null);
    return kinds;
  }

  private static byte[] ofAnotherTopic(Topics topics, Topic<?, ?> topic) {
    var cursors = topics.pollCursor();
    if (topic.equals(cursors)) {
      var people = topics.people();
      var person = new Person("nobody", null, null, null);
      return people.values().serializer().serialize(people.name(), person);
    }
    var cursor = PollCursor.newBuilder().setReadUntil(Instant.EPOCH).setBaselineDone(true).build();
    return cursors.values().serializer().serialize(cursors.name(), cursor);
  }

  private static byte[] withHeader(int schema, byte[]... body) {
    int length = 0;
    for (var part : body) {
      length += part.length;
    }
    var bytes = ByteBuffer.allocate(5 + length).put((byte) 0).putInt(schema);
    for (var part : body) {
      bytes.put(part);
    }
    return bytes.array();
  }

  private static Map<TopicPartition, Long> lastOffsets(List<Future<RecordMetadata>> sent)
      throws Exception {
    var last = new HashMap<TopicPartition, Long>();
    for (var each : sent) {
      var at = each.get();
      last.merge(new TopicPartition(at.topic(), at.partition()), at.offset(), Math::max);
    }
    return last;
  }
}
