package io.proofline.standalone;

import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topics;
import io.proofline.standalone.audit.Erasure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/** The people whom a running demo knows, for who has its addresses alone. */
public final class DemoPeople {

  private DemoPeople() {}

  /**
   * Erases somebody by the id that stands in facts and trails, as {@code proofline erase} does by
   * the address.
   *
   * @throws IllegalStateException when Kafka or the registry did not take it
   */
  public static void erase(Addresses at, String personId) {
    var kafka =
        new KafkaConnection(
            at.kafka(),
            List.of(at.registry()),
            Standalone.PREFIX,
            Topics.DEFAULT_PARTITIONS,
            Map.of());
    try (var schemas = kafka.openRegistry()) {
      Erasure.erase(kafka, kafka.topics(schemas), personId, Instant.now());
    } catch (KafkaException e) {
      throw new IllegalStateException("Nobody was erased", e);
    }
  }
}
