package io.proofline.console.pause;

import io.proofline.console.request.AdministrativeRecords;
import io.proofline.console.request.KafkaTransactions;
import io.proofline.schemas.Topics;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires pauses. */
@Configuration(proxyBeanMethods = false)
class PauseConfiguration {

  @Bean
  PausePublisher pausePublisher(
      Topics topics,
      KafkaTransactions pauseTransactions,
      AdministrativeRecords records,
      PauseQueries queries,
      InstantSource clock) {
    return new PausePublisher(topics, pauseTransactions, records, queries, clock);
  }
}
