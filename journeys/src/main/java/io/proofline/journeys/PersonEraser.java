package io.proofline.journeys;

import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.TopicWriter;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Person;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/** Erases a person of a running demo by publishing to the topic {@code people}. */
public final class PersonEraser {

  /** Prefix of a demo's topics. */
  private static final String PREFIX = "proofline.";

  private PersonEraser() {}

  /**
   * Erases a person by id, as {@code proofline erase} does by e-mail address.
   *
   * @throws KafkaException when Kafka or the registry did not accept the record
   */
  public static void erase(DemoAddresses addresses, String personId) {
    var kafka =
        new KafkaConnection(
            addresses.kafka(),
            List.of(addresses.registry()),
            PREFIX,
            Topics.DEFAULT_PARTITIONS,
            Map.of());
    try (var schemas = kafka.openRegistry()) {
      var at = Instant.now();
      var people = kafka.topics(schemas).people();
      try (var writer = new TopicWriter<>(kafka, "journeys-erase", people, "nobody is erased")) {
        writer.write(personId, new Person(personId, null, null, at), at);
      }
    }
  }
}
