package io.proofline.processor;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/**
 * The stream processor, a Spring Boot service: it turns signals into facts, and facts into reviews
 * and commands.
 */
@SpringBootApplication
@EnableConfigurationProperties(ProcessorProperties.class)
public class StreamProcessorApplication {

  /** The application, ready to run with arguments. */
  public static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(StreamProcessorApplication.class)
        .properties("spring.config.name=stream-processor")
        .web(WebApplicationType.REACTIVE)
        .bannerMode(Banner.Mode.OFF);
  }

  public static void main(String[] args) {
    application().run(args);
  }
}
