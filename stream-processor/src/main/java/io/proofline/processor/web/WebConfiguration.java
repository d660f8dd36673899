package io.proofline.processor.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.proofline.http.HttpServerLimits;
import io.proofline.processor.ProcessorProperties;
import io.proofline.processor.topology.ProcessorMetrics;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Request;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wires the limits of the HTTP server, and the HTTP API's Kafka clients. Their blocking calls run
 * apart from the event loop.
 */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

  @Bean
  HttpServerLimits httpServerLimits(ProcessorProperties settings, MeterRegistry meters) {
    return new HttpServerLimits(settings.http(), meters);
  }

  @Bean(destroyMethod = "close")
  Producer<String, Request> requests(ProcessorProperties settings, Topics topics) {
    var kafka = settings.kafka();
    var config = kafka.producerSettings(kafka.prefix() + "door");
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1000);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1500);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3000);
    return new KafkaProducer<>(
        config, topics.requests().keys().serializer(), topics.requests().values().serializer());
  }

  @Bean
  CollectionViewCache collectionCounts() {
    return new CollectionViewCache();
  }

  @Bean
  CollectionViewConsumer collectionsTopic(
      ProcessorProperties settings, Topics topics, CollectionViewCache counts) {
    return new CollectionViewConsumer(
        topics.collections(), () -> settings.kafka().committedReader("door-collections"), counts);
  }

  @Bean
  AuditTrailController auditTrailController(
      ProcessorProperties settings, Topics topics, ProcessorMetrics metrics) {
    return new AuditTrailController(
        topics, () -> settings.kafka().committedReader("door-audit"), metrics);
  }
}
