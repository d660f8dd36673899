package io.proofline.journeys;

import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Person;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;

/** Erases a person of a running demo by publishing to the topic {@code people}. */
public final class PersonEraser {

  /** Prefix of a demo's topics. */
  private static final String PREFIX = "proofline.";

  private PersonEraser() {}

  /**
   * Erases a person by id, as {@code proofline erase} does by e-mail address.
   *
   * @throws IllegalStateException when Kafka or the registry did not accept the record
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
      publish(kafka, kafka.topics(schemas), personId, Instant.now());
    } catch (KafkaException | ExecutionException e) {
      throw new IllegalStateException("Nobody was erased", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted, perhaps nobody was erased", e);
    }
  }

  private static void publish(KafkaConnection kafka, Topics topics, String personId, Instant at)
      throws ExecutionException, InterruptedException {
    var settings = kafka.producerSettings(kafka.prefix() + "journeys-erase");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    var people = topics.people();
    try (var producer =
        new KafkaProducer<>(settings, people.keys().serializer(), people.values().serializer())) {
      var erased = new Person(personId, null, null, at);
      producer.send(people.record(personId, erased, at.toEpochMilli())).get();
    }
  }
}
