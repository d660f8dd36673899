package io.proofline.console.rules;

import io.proofline.console.access.Caller;
import io.proofline.console.rules.RulesQueries.PushedRules;
import io.proofline.console.web.ApiException;
import io.proofline.rules.RulesFile;
import io.proofline.schemas.AdministrativeAct;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.PersonKey;
import io.proofline.schemas.Topic;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Origin;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.RequestKind;
import io.proofline.schemas.avro.RulesKind;
import io.proofline.schemas.avro.RulesRecord;
import io.proofline.schemas.avro.RulesText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts rules into force: writes their text, the entry for the audit trail and the pointer to the
 * text in one Kafka transaction, so that either all of it happens or nothing.
 */
final class RulesPublisher implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RulesPublisher.class);
  private static final int TIMEOUT_MILLIS = 10_000;

  private final KafkaConnection kafka;
  private final Topics topics;
  private final String account;
  private final String name;
  private final String transactionalId;
  private final PersonKey people;
  private final InstantSource clock;
  private @Nullable Producer<String, byte[]> producer;

  RulesPublisher(
      KafkaConnection kafka,
      Topics topics,
      String account,
      String name,
      String instanceId,
      PersonKey people,
      InstantSource clock) {
    this.kafka = kafka;
    this.topics = topics;
    this.account = account;
    this.name = name;
    this.transactionalId = kafka.prefix() + "console-rules-" + instanceId;
    this.people = people;
    this.clock = clock;
  }

  /**
   * Puts a file into force.
   *
   * @param replaced the rules in force until now; null for none
   * @return the id of the request that records the push
   * @throws ApiException if Kafka did not store it; the former rules stay in force
   */
  synchronized String push(RulesFile file, @Nullable PushedRules replaced, Caller caller) {
    var id = UUID.randomUUID().toString();
    var version = file.rules().version();
    var now = laterThan(replaced);
    var text =
        new RulesText(
            file.yaml(),
            file.teams(),
            file.watchedGalleries(),
            file.watchedKeywords(),
            file.referencedFields());
    try {
      var transaction = open();
      transaction.beginTransaction();
      send(
          transaction,
          topics.rules(),
          name + "@" + version,
          new RulesRecord(name, RulesKind.TEXT, version, now, text),
          now);
      send(
          transaction,
          topics.requests(),
          AdministrativeAct.SYSTEM,
          act(id, version, replaced, caller, now),
          now);
      send(
          transaction,
          topics.rules(),
          name,
          new RulesRecord(name, RulesKind.POINTER, version, now, null),
          now);
      transaction.commitTransaction();
      return id;
    } catch (KafkaException e) {
      LOG.warn("Rules were not pushed: {}", e.getMessage());
      discard();
      throw ApiException.unavailable(
          "Kafka did not store the rules; the former rules stay in force. Repeat the call.");
    }
  }

  /** Readers take the later push for the newer one, also if a clock was set back. */
  private Instant laterThan(@Nullable PushedRules replaced) {
    var now = clock.instant();
    return replaced == null || replaced.pushedAt().isBefore(now)
        ? now
        : replaced.pushedAt().plusMillis(1);
  }

  private Request act(
      String id, String version, @Nullable PushedRules replaced, Caller caller, Instant now) {
    var details = new HashMap<>(Map.of("name", name, "version", version));
    if (replaced != null) {
      details.put("replaces", replaced.version());
    }
    return Request.newBuilder()
        .setEnvelope(new Envelope(id, account, "console", Origin.LIVE, now, now, id, null, null))
        .setAssetId(AdministrativeAct.SYSTEM)
        .setKind(RequestKind.ADMINISTRATIVE)
        .setPersonId(people.idOf(caller.email()).orElse(null))
        .setPersonEmail(caller.email())
        .setAct(AdministrativeAct.RULES_PUSHED.word())
        .setDetails(details)
        .build();
  }

  private static <V extends SpecificRecordBase> void send(
      Producer<String, byte[]> producer, Topic<String, V> topic, String key, V value, Instant at) {
    var bytes = topic.values().serializer().serialize(topic.name(), value);
    var _ = producer.send(new ProducerRecord<>(topic.name(), null, at.toEpochMilli(), key, bytes));
  }

  /** Rules are pushed seldom, so the producer is opened by the first push. */
  private Producer<String, byte[]> open() {
    var existing = producer;
    if (existing != null) {
      return existing;
    }
    var settings = kafka.producerSettings(transactionalId);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TIMEOUT_MILLIS);
    var created = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    try {
      created.initTransactions();
    } catch (KafkaException e) {
      created.close(Duration.ZERO);
      throw e;
    }
    producer = created;
    return created;
  }

  /** A producer whose transaction failed is not used again; Kafka aborts the transaction. */
  private void discard() {
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }

  @Override
  public synchronized void close() {
    discard();
  }
}
