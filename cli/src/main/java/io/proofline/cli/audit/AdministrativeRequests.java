package io.proofline.cli.audit;

import io.proofline.schemas.AdministrativeAct;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.TopicWriter;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Origin;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.RequestKind;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Records administrative acts that a command carries out through Kafka itself. The stream processor
 * writes an entry of the audit trail for each.
 */
public final class AdministrativeRequests {

  private AdministrativeRequests() {}

  /**
   * Records an act.
   *
   * @param email address of the person who does it; null if not named
   * @param consequence of a failure, for its message, such as {@code nobody is erased}
   * @return the request's id
   * @throws KafkaException if Kafka does not store it
   */
  public static String record(
      KafkaConnection kafka,
      Topics topics,
      AdministrativeAct act,
      Map<String, String> details,
      @Nullable String email,
      String consequence) {
    var request = request(act, details, email);
    try (var writer =
        new TopicWriter<>(kafka, "administrative-acts", topics.requests(), consequence)) {
      var envelope = request.getEnvelope();
      writer.write(AdministrativeAct.SYSTEM, request, envelope.getReceivedAt());
      return envelope.getEventId();
    }
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
