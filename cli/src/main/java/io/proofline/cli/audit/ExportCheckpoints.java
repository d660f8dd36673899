package io.proofline.cli.audit;

import io.proofline.audit.AuditSelection;
import io.proofline.audit.ExportHeader;
import io.proofline.audit.ExportHeader.Form;
import io.proofline.schemas.AdministrativeAct;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.AuditCheckpoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Records an export and waits for its checkpoints: the stream processor writes one in each
 * partition, with the export's selection.
 */
public final class ExportCheckpoints {

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConnection kafka;
  private final Topics topics;
  private final AuditSelection selection;

  public ExportCheckpoints(KafkaConnection kafka, Topics topics, AuditSelection selection) {
    this.kafka = kafka;
    this.topics = topics;
    this.selection = selection;
  }

  /**
   * Records the export.
   *
   * @param format the file's format, for the trail
   * @param email address of the person who exports; null if not named
   * @return the export's id
   */
  public String record(String format, @Nullable String email) {
    var details = new HashMap<>(selection.describe());
    details.put("format", format);
    return AdministrativeRequests.record(
        kafka,
        topics,
        AdministrativeAct.AUDIT_EXPORTED,
        details,
        email,
        "the audit trail does not show this export");
  }

  /**
   * Records the export and waits.
   *
   * @return the export's id; empty if a checkpoint is missing when the time is over
   */
  public Optional<String> await(String format, @Nullable String email, Duration timeout) {
    try (var consumer = consumer()) {
      seekToEnd(consumer);
      var id = record(format, email);
      return isWritten(consumer, id, timeout) ? Optional.of(id) : Optional.empty();
    }
  }

  private boolean isWritten(
      Consumer<String, AuditCheckpoint> consumer, String id, Duration timeout) {
    int partitions = consumer.partitionsFor(topics.audit().name()).size();
    var header = new ExportHeader(Form.SECOND, selection, partitions, id);
    var awaited = new AwaitedCheckpoints(header, id);
    long end = System.nanoTime() + timeout.toNanos();
    while (!awaited.areComplete() && System.nanoTime() < end) {
      consumer.poll(POLL).forEach(written -> awaited.add(written.value()));
    }
    return awaited.areComplete();
  }

  private void seekToEnd(Consumer<String, AuditCheckpoint> consumer) {
    var found = consumer.partitionsFor(topics.auditCheckpoints().name());
    if (found == null || found.isEmpty()) {
      throw new IllegalStateException(
          "There is no topic %s: is --prefix right?".formatted(topics.auditCheckpoints().name()));
    }
    List<TopicPartition> all =
        found.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
    consumer.assign(all);
    consumer.seekToEnd(all);
    all.forEach(consumer::position); // resolves the ends now, before the request
  }

  private Consumer<String, AuditCheckpoint> consumer() {
    Map<String, Object> settings =
        new HashMap<>(kafka.clientSettings(kafka.prefix() + "audit-export"));
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    var checkpoints = topics.auditCheckpoints();
    return new KafkaConsumer<>(
        settings, checkpoints.keys().deserializer(), checkpoints.values().deserializer());
  }
}
