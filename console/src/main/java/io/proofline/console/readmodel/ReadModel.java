package io.proofline.console.readmodel;

import io.proofline.console.database.SqlDatabase;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.SkippingDecoder;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.transaction.TransactionException;
import org.springframework.util.backoff.FixedBackOff;

/**
 * One copy of the public topics in SQL, and the consumer that keeps it current. Kafka's committed
 * offsets are not used: the positions are in the database. Instances that share a database form a
 * consumer group and divide the partitions. If the database or the registry fails, the batch is
 * repeated every second.
 */
final class ReadModel implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReadModel.class);
  private static final int BATCH = 2_000;
  private static final Duration IDLE_CHECK = Duration.ofMillis(500);
  private static final long RETRY_MILLIS = 1_000;

  private final SqlDatabase database;
  private final SourcePositions positions;
  private final BatchWriter writer;
  private final List<Topic<String, ?>> topics;
  private final KafkaMessageListenerContainer<String, byte[]> container;

  /** Where the container's consumer is; used on its thread only. */
  private final Map<TopicPartition, Long> current = new HashMap<>();

  private volatile @Nullable String failure;

  ReadModel(
      KafkaConnection kafka,
      Topics topics,
      String instanceId,
      SqlDatabase database,
      SourcePositions positions,
      SkippingDecoder decoder,
      Runnable onRefused) {
    this.database = database;
    this.positions = positions;
    var projections = Projections.of(topics);
    this.writer = new BatchWriter(database, positions, decoder, projections, onRefused);
    this.topics = projections.stream().<Topic<String, ?>>map(Projection::topic).toList();
    this.container = container(kafka, kafka.prefix() + "console-" + database.name(), instanceId);
  }

  void start() {
    container.start();
  }

  SqlDatabase database() {
    return database;
  }

  /** The partitions that the read model copies. */
  List<TopicPartition> partitions() {
    return topics.stream()
        .flatMap(topic ->
            IntStream.range(0, topic.partitions())
                .mapToObj(number -> new TopicPartition(topic.name(), number)))
        .toList();
  }

  /** Why the last batch could not be written; empty if it was. */
  Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  void removeErasedBytes() {
    writer.removeErasedBytes();
  }

  @Override
  public void close() {
    container.stop();
    database.close();
  }

  /** Stops the consumer and leaves the database open. */
  void stop() {
    container.stop();
  }

  private KafkaMessageListenerContainer<String, byte[]> container(
      KafkaConnection kafka, String group, String instanceId) {
    var properties =
        new ContainerProperties(topics.stream().map(Topic::name).toArray(String[]::new));
    properties.setGroupId(group);
    properties.setAckMode(ContainerProperties.AckMode.MANUAL);
    properties.setAssignmentCommitOption(ContainerProperties.AssignmentCommitOption.NEVER);
    properties.setConsumerRebalanceListener(new SeekOnAssignment());
    properties.setIdleEventInterval(IDLE_CHECK.toMillis());
    properties.setMessageListener(new Listener());
    var created =
        new KafkaMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<>(
                settings(kafka, group, instanceId),
                new StringDeserializer(),
                new ByteArrayDeserializer()),
            properties);
    created.setBeanName(group);
    created.setApplicationEventPublisher(new IdlePositions());
    created.setCommonErrorHandler(retryForEver());
    return created;
  }

  /** The writer reports a failure itself, once. */
  private static DefaultErrorHandler retryForEver() {
    var handler =
        new DefaultErrorHandler(new FixedBackOff(RETRY_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS));
    handler.setLogLevel(KafkaException.Level.DEBUG);
    return handler;
  }

  /** A static member of the classic protocol is back at once after a kill. */
  private static Map<String, Object> settings(
      KafkaConnection kafka, String group, String instanceId) {
    var settings = kafka.clientSettings(group + "-" + instanceId);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH);
    settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    return settings;
  }

  /** Writes a batch up to the consumer's positions, which are behind transaction markers too. */
  private void write(List<ConsumerRecord<String, byte[]>> records, Consumer<?, ?> consumer) {
    var moves = moves(consumer);
    try {
      writer.write(records, moves);
      moves.forEach(move -> current.put(move.partition(), move.to()));
      failure = null;
    } catch (SourcePositions.PositionMovedException e) {
      LOG.warn("{}; it continues from the new position", e.getMessage());
      seek(consumer, consumer.assignment());
    } catch (RuntimeException e) {
      report(e);
      throw e;
    }
  }

  private void report(RuntimeException e) {
    var cause = e.getClass().getSimpleName() + ": " + e.getMessage();
    if (!cause.equals(failure)) {
      LOG.warn("A batch of {} is written again every second: {}", database.name(), cause);
    }
    failure = cause;
  }

  private List<SourcePositions.Move> moves(Consumer<?, ?> consumer) {
    return consumer.assignment().stream()
        .map(partition ->
            new SourcePositions.Move(
                partition, current.getOrDefault(partition, 0L), consumer.position(partition)))
        .filter(move -> move.from() != move.to())
        .toList();
  }

  private void seek(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    var open = positions.open(partitions);
    open.forEach(consumer::seek);
    current.putAll(open);
  }

  private final class Listener implements BatchConsumerAwareMessageListener<String, byte[]> {

    @Override
    public void onMessage(
        List<ConsumerRecord<String, byte[]>> records, @Nullable Consumer<?, ?> consumer) {
      write(records, Objects.requireNonNull(consumer));
    }
  }

  private final class SeekOnAssignment implements ConsumerAwareRebalanceListener {

    @Override
    public void onPartitionsAssigned(
        Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
      seek(consumer, partitions);
    }

    @Override
    public void onPartitionsRevokedAfterCommit(
        Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
      current.keySet().removeAll(partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
      current.keySet().removeAll(partitions);
    }
  }

  /**
   * Moves the positions behind transaction markers that no record follows. The container publishes
   * its events on the consumer's thread.
   */
  private final class IdlePositions implements ApplicationEventPublisher {

    @Override
    public void publishEvent(Object event) {
      // the container publishes subclasses of ApplicationEvent only
    }

    @Override
    public void publishEvent(ApplicationEvent event) {
      if (event instanceof ListenerContainerIdleEvent idle) {
        movePastMarkers(idle.getConsumer());
      }
    }
  }

  private void movePastMarkers(Consumer<?, ?> consumer) {
    if (!moves(consumer).isEmpty()) {
      try {
        write(List.of(), consumer);
      } catch (DataAccessException | TransactionException _) {
        // reported above; the next idle event tries again
      }
    }
  }
}
