package io.proofline.console.request;

import io.proofline.console.ConsoleProperties;
import io.proofline.console.database.SqlDatabase;
import io.proofline.console.readmodel.ReadModels;
import io.proofline.console.review.ReviewQueries;
import io.proofline.schemas.Topics;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the recording of requests. */
@Configuration(proxyBeanMethods = false)
class RequestConfiguration {

  @Bean(destroyMethod = "close")
  RequestProducer requestProducer(ConsoleProperties settings, Topics topics, InstantSource clock) {
    return new RequestProducer(
        settings.kafka(), topics, settings.account(), settings.personKey(), clock);
  }

  @Bean
  Requests requests(
      ConsoleProperties settings,
      SqlDatabase consoleDatabase,
      RequestProducer producer,
      ReviewQueries reviews,
      ReadModels readModels,
      InstantSource clock) {
    return new Requests(
        new RequestLog(consoleDatabase, settings.account(), clock),
        producer,
        new RequestStates(readModels, reviews),
        reviews,
        readModels,
        settings.account(),
        clock);
  }
}
