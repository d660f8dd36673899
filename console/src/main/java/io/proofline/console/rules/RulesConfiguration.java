package io.proofline.console.rules;

import io.proofline.console.ConsoleProperties;
import io.proofline.console.request.AdministrativeRecords;
import io.proofline.console.request.KafkaTransactions;
import io.proofline.schemas.Topics;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the push of rules. */
@Configuration(proxyBeanMethods = false)
class RulesConfiguration {

  @Bean
  RulesPublisher rulesPublisher(
      ConsoleProperties settings,
      Topics topics,
      KafkaTransactions rulesTransactions,
      AdministrativeRecords records,
      InstantSource clock) {
    return new RulesPublisher(topics, rulesTransactions, records, settings.rulesName(), clock);
  }

  @Bean
  RuleNames ruleNames(RulesQueries queries, ConsoleProperties settings) {
    return new RuleNames(queries, settings.rulesName());
  }
}
