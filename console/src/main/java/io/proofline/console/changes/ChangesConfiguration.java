package io.proofline.console.changes;

import io.proofline.console.ConsoleProperties;
import io.proofline.console.readmodel.ReadModels;
import io.proofline.schemas.Topics;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the feed of changes. */
@Configuration(proxyBeanMethods = false)
class ChangesConfiguration {

  /** Events have some hundred bytes, so a feed that is not read costs a megabyte at most. */
  private static final int BUFFER = 5_000;

  @Bean
  Changes changes(ReadModels readModels, Topics topics, InstantSource clock) {
    return new Changes(readModels, topics, BUFFER, clock);
  }

  @Bean
  OpenFeeds openFeeds(ConsoleProperties settings) {
    return new OpenFeeds(settings.feedsPerToken());
  }
}
