package io.proofline.workers.kafka;

import io.proofline.schemas.KafkaConnection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Creates the Kafka clients of one role of this instance, with ids that name both. */
public final class KafkaClients {

  private final KafkaConnection kafka;
  private final String role;
  private final String instanceId;

  /**
   * Clients for one role of one instance.
   *
   * @param role {@code workers} or {@code poller}; names the group
   */
  public KafkaClients(KafkaConnection kafka, String role, String instanceId) {
    this.kafka = kafka;
    this.role = role;
    this.instanceId = instanceId;
  }

  /**
   * A member of the role's consumer group. With the classic protocol and a static member id it gets
   * its partitions back at once after a kill. The range assignor gives all lanes of a partition
   * number to one owner (the cooperative sticky one does not).
   */
  public Consumer<String, byte[]> groupConsumer() {
    var settings = consumerSettings("");
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, kafka.prefix() + role);
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId);
    settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
    return consumer(settings);
  }

  /** A consumer of committed records outside any group; the caller assigns partitions. */
  public Consumer<String, byte[]> reader(String purpose) {
    return kafka.committedReader(role + "-" + instanceId + "-" + purpose);
  }

  /** As {@link #reader}, but also reads records of open transactions. */
  public Consumer<String, byte[]> uncommittedReader(String purpose) {
    var settings = consumerSettings("-" + purpose);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    return consumer(settings);
  }

  /** A transactional producer; a second one of the same role and instance fences the first. */
  public Producer<String, byte[]> producer() {
    var settings = kafka.producerSettings(id(""));
    settings.putIfAbsent(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id(""));
    settings.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
    settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 9_000);
    settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 9_000);
    settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * A producer outside transactions, for records that are written again before long: a send gives
   * up after seconds.
   */
  public Producer<String, byte[]> producerOfState(String purpose) {
    var settings = kafka.producerSettings(id("-" + purpose));
    settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 9_000);
    settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
    settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> consumerSettings(String suffix) {
    var settings = kafka.clientSettings(id(suffix));
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return settings;
  }

  private static Consumer<String, byte[]> consumer(Map<String, Object> settings) {
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private String id(String suffix) {
    return kafka.prefix() + role + "-" + instanceId + suffix;
  }
}
