package io.proofline.workers.call;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the metrics of API calls. */
@Configuration(proxyBeanMethods = false)
class CallConfiguration {

  @Bean
  MicrometerCallMetrics callMetrics(MeterRegistry registry) {
    return new MicrometerCallMetrics(registry);
  }
}
