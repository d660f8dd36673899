package io.proofline.console;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/**
 * The console, a Spring Boot service: it copies Proofline's public topics into a database, answers
 * questions about them by the management API, and records people's requests.
 */
@SpringBootApplication
@EnableConfigurationProperties(ConsoleProperties.class)
public class ConsoleApplication {

  /** The application, ready to run with arguments. */
  public static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(ConsoleApplication.class)
        .properties("spring.config.name=console")
        .web(WebApplicationType.REACTIVE)
        .bannerMode(Banner.Mode.OFF);
  }

  public static void main(String[] args) {
    application().run(args);
  }
}
