package io.proofline.console.picture;

import io.proofline.console.ConsoleProperties;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the pictures, if the address of the workers is known. */
@Configuration(proxyBeanMethods = false)
class PictureConfiguration {

  @Bean(destroyMethod = "close")
  @ConditionalOnExpression("!'${proofline.console.pictures.workers-url:}'.isEmpty()")
  PictureCache pictureCache(ConsoleProperties settings, InstantSource clock) {
    return new PictureCache(settings.pictures(), clock);
  }
}
