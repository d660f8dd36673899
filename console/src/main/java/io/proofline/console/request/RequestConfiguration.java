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
        RequestProducer.open(settings.kafka(), topics),
        topics,
        settings.account(),
        settings.personKey(),
        clock);
  }

  @Bean(destroyMethod = "close")
  KafkaTransactions pauseTransactions(ConsoleProperties settings) {
    return new KafkaTransactions(settings.kafka(), "pauses-" + settings.instanceId());
  }

  /** All instances share the transactional id, so that pushes of rules follow each other. */
  @Bean(destroyMethod = "close")
  KafkaTransactions rulesTransactions(ConsoleProperties settings) {
    return new KafkaTransactions(settings.kafka(), "rules");
  }

  @Bean
  AdministrativeRecords administrativeRecords(ConsoleProperties settings) {
    return new AdministrativeRecords(settings.account(), settings.personKey());
  }

  @Bean
  Requests requests(
      ConsoleProperties settings,
      SqlDatabase consoleDatabase,
      RequestProducer producer,
      ReviewQueries reviews,
      ReadModels readModels,
      InstantSource clock) {
    var log = new RequestLog(consoleDatabase, settings.account(), clock);
    return new Requests(
        log,
        producer,
        new RequestRecorder(log, producer, readModels, clock),
        new RequestStates(readModels, reviews),
        reviews,
        settings.account(),
        clock);
  }
}
