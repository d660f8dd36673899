package io.proofline.console.request;

import io.proofline.console.access.Caller;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.PersonKey;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Origin;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.RequestKind;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes requests to their topic. Thread-safe. */
final class RequestProducer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RequestProducer.class);
  private static final String SOURCE = "console";

  private final Producer<String, Request> producer;
  private final Topics topics;
  private final String account;
  private final PersonKey people;
  private final InstantSource clock;

  RequestProducer(
      KafkaConnection kafka, Topics topics, String account, PersonKey people, InstantSource clock) {
    var config = kafka.producerSettings(kafka.prefix() + "console-requests");
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1000);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1500);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3000);
    this.producer =
        new KafkaProducer<>(
            config, topics.requests().keys().serializer(), topics.requests().values().serializer());
    this.topics = topics;
    this.account = account;
    this.people = people;
    this.clock = clock;
  }

  /** A record with an id and a caller, to be completed. */
  Request.Builder request(String id, String key, RequestKind kind, Caller caller) {
    var now = clock.instant();
    var origin = kind == RequestKind.CONSIDER ? Origin.BACKFILL : Origin.LIVE;
    return Request.newBuilder()
        .setEnvelope(new Envelope(id, account, SOURCE, origin, now, now, id, null, null))
        .setAssetId(key)
        .setKind(kind)
        .setPersonId(people.idOf(caller.email()).orElse(null))
        .setPersonEmail(caller.email());
  }

  /**
   * Writes requests and waits for Kafka. After the first one that fails, no further one is sent.
   *
   * @return the ids of those that Kafka has stored
   */
  Set<String> send(List<Request> requests) {
    record Pending(String id, Future<RecordMetadata> stored) {}
    var pending = new ArrayList<Pending>();
    try {
      for (var request : requests) {
        var envelope = request.getEnvelope();
        pending.add(
            new Pending(
                envelope.getEventId(),
                producer.send(
                    topics
                        .requests()
                        .record(
                            request.getAssetId(),
                            request,
                            envelope.getReceivedAt().toEpochMilli()))));
      }
    } catch (KafkaException e) {
      LOG.warn("A request was not sent: {}", e.getMessage());
    }
    var stored = new HashSet<String>();
    for (var each : pending) {
      if (isStored(each.stored())) {
        stored.add(each.id());
      }
    }
    return stored;
  }

  private static boolean isStored(Future<RecordMetadata> future) {
    try {
      future.get();
      return true;
    } catch (ExecutionException e) {
      LOG.warn("Kafka did not store a request: {}", e.getMessage());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
