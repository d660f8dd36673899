package io.proofline.cli.audit;

import io.proofline.schemas.AdministrativeAct;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Origin;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.RequestKind;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Records administrative acts that a command carries out through Kafka itself. The stream processor
 * writes an entry of the audit trail for each.
 */
public final class AdministrativeRequests {

  private static final int TIMEOUT_MILLIS = 20_000;

  private AdministrativeRequests() {}

  /**
   * Records an act.
   *
   * @param email address of the person who does it; null if not named
   * @return the request's id
   * @throws KafkaException if Kafka does not store it
   */
  public static String record(
      KafkaConnection kafka,
      Topics topics,
      AdministrativeAct act,
      Map<String, String> details,
      @Nullable String email) {
    var request = request(act, details, email);
    var settings = new HashMap<>(kafka.clientSettings(kafka.prefix() + "administrative-acts"));
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS);
    var requests = topics.requests();
    try (var producer =
        new KafkaProducer<>(
            settings, requests.keys().serializer(), requests.values().serializer())) {
      var at = request.getEnvelope().getReceivedAt().toEpochMilli();
      producer.send(requests.record(AdministrativeAct.SYSTEM, request, at)).get();
      return request.getEnvelope().getEventId();
    } catch (ExecutionException e) {
      throw new KafkaException(
          "Kafka did not record that %s".formatted(sentence(act)), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while recording that " + sentence(act), e);
    }
  }

  private static String sentence(AdministrativeAct act) {
    return switch (act) {
      case RULES_PUSHED -> "rules are pushed; those of before stay in force";
      case PERSON_ERASED -> "a person is erased; nobody is erased";
      case AUDIT_EXPORTED -> "the audit trail is exported";
      case GO_AHEAD -> "held proofs are released";
      case DEAD_COMMANDS_RETRIED -> "dead commands are tried again";
      case DEAD_COMMANDS_DISCARDED -> "dead commands are discarded";
    };
  }

  /** The stream processor knows its account and the person's id, and sets both. */
  private static Request request(
      AdministrativeAct act, Map<String, String> details, @Nullable String email) {
    var id = UUID.randomUUID().toString();
    var now = Instant.now();
    return Request.newBuilder()
        .setEnvelope(new Envelope(id, "", "cli", Origin.LIVE, now, now, id, null, null))
        .setAssetId(AdministrativeAct.SYSTEM)
        .setKind(RequestKind.ADMINISTRATIVE)
        .setPersonEmail(email)
        .setAct(act.word())
        .setDetails(details)
        .build();
  }
}
