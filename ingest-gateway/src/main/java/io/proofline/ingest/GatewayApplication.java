package io.proofline.ingest;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * The ingest gateway, a Spring Boot service that turns webhooks into signals. {@code
 * ingest-gateway.yml} has its settings.
 */
@SpringBootApplication(
    excludeName = {
      "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
      "org.springframework.boot.kafka.autoconfigure.metrics.KafkaMetricsAutoConfiguration"
    })
public class GatewayApplication {

  /** The application, ready to run with arguments; the caller decides on shutdown hooks. */
  public static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(GatewayApplication.class)
        .properties("spring.config.name=ingest-gateway")
        .web(WebApplicationType.REACTIVE)
        .bannerMode(Banner.Mode.OFF);
  }

  public static void main(String[] args) {
    application().run(args);
  }
}
