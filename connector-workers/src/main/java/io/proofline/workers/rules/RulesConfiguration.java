package io.proofline.workers.rules;

import io.proofline.schemas.Topics;
import io.proofline.workers.kafka.KafkaClients;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the reader of the rules topic, which is its own health indicator. */
@Configuration(proxyBeanMethods = false)
class RulesConfiguration {

  @Bean
  RulesTopicReader rulesTopic(
      Topics topics, @Qualifier("workersKafka") KafkaClients kafkaClients, RulesTable rules) {
    return new RulesTopicReader(topics.rules(), () -> kafkaClients.reader("rules"), rules);
  }
}
