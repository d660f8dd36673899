package io.proofline.console.rules;

import io.proofline.console.ConsoleProperties;
import io.proofline.schemas.Topics;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the push of rules. */
@Configuration(proxyBeanMethods = false)
class RulesConfiguration {

  @Bean(destroyMethod = "close")
  RulesPublisher rulesPublisher(ConsoleProperties settings, Topics topics, InstantSource clock) {
    return new RulesPublisher(
        settings.kafka(),
        topics,
        settings.account(),
        settings.rulesName(),
        settings.instanceId(),
        settings.personKey(),
        clock);
  }
}
