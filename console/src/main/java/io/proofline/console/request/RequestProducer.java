package io.proofline.console.request;

import io.proofline.console.access.Caller;
import io.proofline.schemas.KafkaConnection;
import io.proofline.schemas.PersonKey;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Origin;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.RequestKind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
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
      Producer<String, Request> producer,
      Topics topics,
      String account,
      PersonKey people,
      InstantSource clock) {
    this.producer = producer;
    this.topics = topics;
    this.account = account;
    this.people = people;
    this.clock = clock;
  }

  /** Opens a producer that soon gives up, since a person waits for the answer. */
  static Producer<String, Request> open(KafkaConnection kafka, Topics topics) {
    var config = kafka.producerSettings(kafka.prefix() + "console-requests");
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1000);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1500);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3000);
    return new KafkaProducer<>(
        config, topics.requests().keys().serializer(), topics.requests().values().serializer());
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
   * Writes requests and waits for Kafka. If Kafka is away each send blocks for a second, so none is
   * attempted after one that has failed.
   *
   * @return the ids of those that Kafka has stored
   */
  Set<String> send(List<Request> requests) {
    var pending = new LinkedHashMap<String, Future<RecordMetadata>>();
    for (var request : requests) {
      var envelope = request.getEnvelope();
      var stored = send(request, envelope.getReceivedAt());
      pending.put(envelope.getEventId(), stored);
      if (stored.state() == Future.State.FAILED) {
        break;
      }
    }
    return pending.entrySet().stream()
        .filter(each -> isStored(each.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private Future<RecordMetadata> send(Request request, Instant at) {
    try {
      return producer.send(
          topics.requests().record(request.getAssetId(), request, at.toEpochMilli()));
    } catch (KafkaException e) {
      return CompletableFuture.failedFuture(e);
    }
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
