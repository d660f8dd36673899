package io.proofline.workers.rules;

import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.RulesRecord;
import io.proofline.workers.kafka.KafkaClients;
import io.proofline.workers.kafka.TopicTableReader;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the reader of the rules topic, which is its own health indicator. */
@Configuration(proxyBeanMethods = false)
class RulesConfiguration {

  @Bean
  TopicTableReader<RulesRecord> rulesTopic(
      Topics topics, @Qualifier("workersKafka") KafkaClients kafkaClients, RulesTable rules) {
    return new TopicTableReader<>(
        topics.rules(), () -> kafkaClients.reader("rules"), rules::accept, () -> {});
  }
}
