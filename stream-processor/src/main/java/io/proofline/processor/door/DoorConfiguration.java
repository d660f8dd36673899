package io.proofline.processor.door;

import io.proofline.processor.ProcessorProperties;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Request;
import java.util.HashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The producer of the requests topic: nothing here blocks the event loop. */
@Configuration(proxyBeanMethods = false)
class DoorConfiguration {

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
}
