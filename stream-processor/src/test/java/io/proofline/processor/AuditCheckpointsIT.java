package io.proofline.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.proofline.audit.AssetPartition;
import io.proofline.audit.AuditSelection.WholeTrail;
import io.proofline.audit.SigningKey;
import io.proofline.embedded.KafkaForTests;
import io.proofline.schemas.AdministrativeAct;
import io.proofline.schemas.HttpSchemaRegistry;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.AuditCheckpoint;
import io.proofline.schemas.avro.AuditEntry;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Origin;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.RequestKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Checks the checkpoints that are written before ten minutes: for an export, and before a stop. */
class AuditCheckpointsIT {

  private static final KafkaConnection KAFKA = KafkaForTests.connection("checkpoints-it.");
  private static final HttpSchemaRegistry REGISTRY = KAFKA.openRegistry();
  private static final Topics TOPICS = KAFKA.topics(REGISTRY);

  @TempDir Path directory;

  @Test
  void an_export_and_a_regular_stop_leave_no_entry_without_a_checkpoint() throws Exception {
    try (var _ = run()) {
      send(
          request("x-1", AdministrativeAct.SYSTEM, RequestKind.ADMINISTRATIVE)
              .setAct(AdministrativeAct.AUDIT_EXPORTED.word())
              .setDetails(Map.of("of", "all", "format", "json")));

      var ends = read(TOPICS.auditCheckpoints(), KAFKA.partitions(), c -> true);
      assertThat(ends)
          .extracting(c -> c.value().getPartition())
          .containsExactlyInAnyOrder(0, 1, 2, 3);
      assertThat(ends).extracting(c -> c.value().getExportId()).containsOnly("x-1");
      assertThat(ends)
          .extracting(c -> c.value().getSelection())
          .containsOnly(new WholeTrail().json());
      var entry = read(TOPICS.audit(), 1, e -> true).getFirst();
      assertThat(entry.value().getKind()).isEqualTo("audit_exported");
      assertThat(covering(ends, entry).getEntries()).isOne();

      send(request("w-1", "I0000RECALL001", RequestKind.WITHDRAW));
      read(TOPICS.audit(), 1, e -> e.key().equals("I0000RECALL001"));
    }

    var entry = read(TOPICS.audit(), 1, e -> e.key().equals("I0000RECALL001")).getFirst();
    var atStop = read(TOPICS.auditCheckpoints(), 1, c -> c.value().getExportId() == null);
    assertThat(covering(atStop, entry).getAssets()).containsKey("I0000RECALL001");
  }

  /** The newest checkpoint of an entry's partition, which is that of its asset. */
  private static AuditCheckpoint covering(
      List<ConsumerRecord<String, AuditCheckpoint>> checkpoints,
      ConsumerRecord<String, AuditEntry> entry) {
    assertThat(entry.partition()).isEqualTo(AssetPartition.of(entry.key(), KAFKA.partitions()));
    return checkpoints.stream()
        .map(ConsumerRecord::value)
        .filter(c -> c.getPartition() == entry.partition())
        .reduce((_, newer) -> newer)
        .orElseThrow();
  }

  private ConfigurableApplicationContext run() throws Exception {
    var key = Files.writeString(directory.resolve("audit-key.pem"), SigningKey.generate().pem());
    return StreamProcessorApplication.application()
        .run(
            "--proofline.processor.account=demo",
            "--proofline.processor.port=0",
            "--proofline.processor.person-key=0123456789abcdef",
            "--proofline.processor.audit-key=" + key,
            "--proofline.processor.state-dir=" + directory.resolve("state"),
            "--proofline.processor.kafka.bootstrap=" + KAFKA.bootstrap(),
            "--proofline.processor.kafka.registry=" + KAFKA.registryAddresses(),
            "--proofline.processor.kafka.prefix=" + KAFKA.prefix(),
            "--proofline.processor.kafka.partitions=" + KAFKA.partitions());
  }

  private static Request.Builder request(String id, String key, RequestKind kind) {
    var now = Instant.now();
    return Request.newBuilder()
        .setEnvelope(new Envelope(id, "", "test", Origin.LIVE, now, now, id, null, null))
        .setAssetId(key)
        .setKind(kind);
  }

  private static void send(Request.Builder request) throws Exception {
    var topic = TOPICS.requests();
    var built = request.build();
    try (var producer =
        new KafkaProducer<>(
            KAFKA.clientSettings("test"), topic.keys().serializer(), topic.values().serializer())) {
      producer.send(topic.record(built.getAssetId(), built, Instant.now().toEpochMilli())).get();
    }
  }

  /** The committed records of a topic that match, once there are as many. */
  private static <V> List<ConsumerRecord<String, V>> read(
      Topic<String, V> topic, int atLeast, Predicate<ConsumerRecord<String, V>> matches) {
    Map<String, Object> settings = new HashMap<>(KAFKA.clientSettings("reader"));
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", false);
    try (var consumer =
        new KafkaConsumer<>(settings, topic.keys().deserializer(), topic.values().deserializer())) {
      var partitions = new ArrayList<TopicPartition>();
      for (int p = 0; p < topic.partitions(); p++) {
        partitions.add(new TopicPartition(topic.name(), p));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var found = new ArrayList<ConsumerRecord<String, V>>();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> {
            for (var record : consumer.poll(Duration.ofMillis(200))) {
              if (matches.test(record)) {
                found.add(record);
              }
            }
            return found.size() >= atLeast;
          });
      return found;
    }
  }
}
