package io.proofline.console.status;

import io.proofline.console.ConsoleProperties;
import io.proofline.console.readmodel.EndOffsets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the measurement of consumers' lag. */
@Configuration(proxyBeanMethods = false)
class StatusConfiguration {

  @Bean
  ConsumerLag consumerLag(ConsoleProperties settings, EndOffsets endOffsets) {
    return new ConsumerLag(settings.kafka(), endOffsets);
  }
}
