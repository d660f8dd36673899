package io.proofline.workers.execution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.HttpSchemaRegistry;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.SkippingDecoder;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.LedgerEntry;
import io.proofline.workers.kafka.KafkaClients;
import io.proofline.workers.work.Clocks;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks what a new owner reads after an earlier instance left a transaction open. */
class PartitionRecoveryIT {

  private static final int PARTITION = 2;

  private final KafkaConnection kafka =
      KafkaForTests.connection("takeover-" + UUID.randomUUID().toString().substring(0, 8) + ".");
  private final HttpSchemaRegistry registry = kafka.openRegistry();
  private final Topics topics = kafka.topics(registry);
  private final KafkaClients kafkaClients = new KafkaClients(kafka, "workers", "new");
  private final Producer<String, byte[]> zombie = producer("zombie");
  private final Producer<String, byte[]> before = producer("before");
  private final AtomicInteger unreadable = new AtomicInteger();

  @AfterEach
  void end() {
    zombie.close();
    before.close();
    registry.close();
  }

  @Test
  void an_entry_after_another_owners_open_transaction_is_read() {
    zombie.beginTransaction();
    send(zombie, "of the zombie");
    zombie.flush();
    before.beginTransaction();
    send(before, "c1");
    before.commitTransaction();
    var partitionRecovery =
        new PartitionRecovery(
            topics,
            () -> onFirstPoll(kafkaClients.reader("ledger"), zombie::abortTransaction),
            () -> kafkaClients.uncommittedReader("ledger-end"),
            new SkippingDecoder(unreadable::incrementAndGet),
            Clocks.system());

    var recoveredState = partitionRecovery.read(Set.of(PARTITION));

    assertThat(recoveredState.started(PARTITION)).containsOnlyKeys("c1");
  }

  @Test
  void an_unreadable_entry_counts_as_started_and_others_are_read() {
    before.beginTransaction();
    sendBytes(before, "c1", "x".repeat(40).getBytes(UTF_8));
    sendBytes(before, "c2", "x".repeat(40).getBytes(UTF_8));
    sendBytes(before, "c2", null);
    send(before, "c3");
    sendBytes(before, "c3", new byte[] {0, 0, 15, 66, 63, 2});
    before.commitTransaction();
    var recovery =
        new PartitionRecovery(
            topics,
            () -> kafkaClients.reader("ledger"),
            () -> kafkaClients.uncommittedReader("ledger-end"),
            new SkippingDecoder(unreadable::incrementAndGet),
            Clocks.system());

    assertThat(recovery.read(Set.of(PARTITION)).started(PARTITION)).containsOnlyKeys("c1", "c3");
    recovery.read(Set.of(PARTITION));
    assertThat(unreadable).as("counted once").hasValue(3);
  }

  private Producer<String, byte[]> producer(String instance) {
    var producer = new KafkaClients(kafka, "workers", instance).producer();
    producer.initTransactions();
    return producer;
  }

  private void send(Producer<String, byte[]> producer, String command) {
    var ledger = topics.ledger();
    var entry =
        LedgerEntry.newBuilder()
            .setCommandId(command)
            .setTopic(topics.commandLanes().ziflow().name())
            .setOffset(0)
            .setAttempt(1)
            .setStartedAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
            .setOwner("another")
            .build();
    var bytes = ledger.values().serializer().serialize(ledger.name(), entry);
    sendBytes(producer, command, bytes);
  }

  private void sendBytes(Producer<String, byte[]> producer, String command, byte[] bytes) {
    producer.send(new ProducerRecord<>(topics.ledger().name(), PARTITION, command, bytes));
  }

  /** The same consumer with an action before its first poll. */
  @SuppressWarnings(
      "unchecked") // a proxy has the raw class only, and calls a delegate with the right types
  private static Consumer<String, byte[]> onFirstPoll(
      Consumer<String, byte[]> consumer, Runnable happens) {
    var polls = new int[1];
    return (Consumer<String, byte[]>)
        Proxy.newProxyInstance(
            Consumer.class.getClassLoader(),
            new Class<?>[] {Consumer.class},
            (_, method, arguments) -> {
              if (method.getName().equals("poll") && polls[0]++ == 0) {
                happens.run();
              }
              try {
                return method.invoke(consumer, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
