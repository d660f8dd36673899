package io.proofline.workers.switches;

import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Switch;
import io.proofline.workers.kafka.KafkaClients;
import io.proofline.workers.kafka.TopicTableReader;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the switches and their reader, which is its own health indicator. */
@Configuration(proxyBeanMethods = false)
class SwitchesConfiguration {

  @Bean
  SwitchTable switches() {
    return new SwitchTable(InstantSource.system());
  }

  @Bean
  TopicTableReader<Switch> switchesTopic(
      Topics topics, @Qualifier("workersKafka") KafkaClients kafkaClients, SwitchTable switches) {
    return new TopicTableReader<>(
        topics.switches(),
        () -> kafkaClients.reader("switches"),
        switches::accept,
        switches::markComplete);
  }
}
