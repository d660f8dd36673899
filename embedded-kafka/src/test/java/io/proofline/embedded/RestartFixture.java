package io.proofline.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Records that restart tests write before the restart and read after it. */
final class RestartFixture {

  private RestartFixture() {}

  static EmbeddedBroker broker(Path data) {
    return EmbeddedBroker.start(data, 0, 0);
  }

  static void write(String bootstrap, String topic, String value) throws Exception {
    try (var producer =
        new KafkaProducer<>(settings(bootstrap), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, 0, "key", value)).get();
    }
  }

  static List<String> read(String bootstrap, String topic) {
    var values = new ArrayList<String>();
    var partition = new TopicPartition(topic, 0);
    try (var consumer =
        new KafkaConsumer<>(
            settings(bootstrap), new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }

  private static Map<String, Object> settings(String bootstrap) {
    return Map.of("bootstrap.servers", bootstrap);
  }
}
