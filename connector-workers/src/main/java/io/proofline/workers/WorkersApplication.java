package io.proofline.workers;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** The connector workers as an application; its settings are in {@code connector-workers.yml}. */
@SpringBootApplication(
    scanBasePackageClasses = WorkersApplication.class,
    excludeName = {
      // with the other services on the class path these would configure beans
      "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
      "org.springframework.boot.kafka.autoconfigure.metrics.KafkaMetricsAutoConfiguration"
    })
@EnableConfigurationProperties(WorkersProperties.class)
public class WorkersApplication {

  /** The application, not started yet; the caller decides on shutdown hooks. */
  public static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(WorkersApplication.class)
        .properties("spring.config.name=connector-workers")
        .web(WebApplicationType.REACTIVE)
        .bannerMode(Banner.Mode.OFF);
  }

  public static void main(String[] arguments) {
    application().run(arguments);
  }
}
