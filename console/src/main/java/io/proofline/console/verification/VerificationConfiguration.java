package io.proofline.console.verification;

import io.proofline.console.ConsoleProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the verification of exports. */
@Configuration(proxyBeanMethods = false)
class VerificationConfiguration {

  @Bean
  Verifications verifications(ConsoleProperties settings) {
    return new Verifications(settings.verification());
  }
}
