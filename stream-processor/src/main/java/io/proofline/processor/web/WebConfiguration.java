package io.proofline.processor.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.proofline.http.HttpServerLimits;
import io.proofline.processor.ProcessorProperties;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Request;
import java.util.HashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
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
    var config = new HashMap<>(kafka.clientSettings(kafka.prefix() + "door"));
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
  CollectionViewConsumer collectionsFeed(
      ProcessorProperties settings, Topics topics, CollectionViewCache counts) {
    return new CollectionViewConsumer(
        topics.collections(), () -> reader(settings.kafka(), "collections"), counts);
  }

  @Bean
  AuditTrailController auditTrailController(ProcessorProperties settings, Topics topics) {
    return new AuditTrailController(topics, () -> reader(settings.kafka(), "audit"));
  }

  private static KafkaConsumer<String, byte[]> reader(KafkaConnection kafka, String purpose) {
    var config = new HashMap<>(kafka.clientSettings(kafka.prefix() + "door-" + purpose));
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }
}
