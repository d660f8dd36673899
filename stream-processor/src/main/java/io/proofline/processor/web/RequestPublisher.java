package io.proofline.processor.web;

import io.proofline.processor.ProcessorProperties;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Origin;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.RequestKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Puts requests onto their topic, one for each asset. */
@Component
final class RequestPublisher {

  private final Producer<String, Request> producer;
  private final Topics topics;
  private final String account;

  RequestPublisher(
      Producer<String, Request> producer, Topics topics, ProcessorProperties settings) {
    this.producer = producer;
    this.topics = topics;
    this.account = settings.account();
  }

  /**
   * What became of them.
   *
   * @param requests ids of those on record
   * @param missing assets whose request is not
   */
  record PublishedRequests(List<String> requests, List<String> missing) {}

  /** Ends when Kafka has taken or refused each of them. */
  Mono<PublishedRequests> publish(OperatorRequest operatorRequest, @Nullable String person) {
    return Mono.fromCallable(() -> sendAll(operatorRequest, person))
        .subscribeOn(Schedulers.boundedElastic()) // a first send asks the registry
        .flatMap(sent ->
            Mono.fromFuture(
                CompletableFuture.allOf(
                        sent.stream()
                            .map(PendingSend::acknowledged)
                            .toArray(CompletableFuture<?>[]::new))
                    .handle((_, _) -> results(sent))));
  }

  /** Where Kafka is away each send takes its time, so after one that failed none is tried. */
  private List<PendingSend> sendAll(OperatorRequest operatorRequest, @Nullable String person) {
    var keys =
        operatorRequest.kind() == RequestKind.GO_AHEAD
            ? List.of(account)
            : operatorRequest.assets();
    var sent = new ArrayList<PendingSend>();
    for (var key : keys) {
      var request = request(key, operatorRequest, person);
      boolean failed = sent.stream().anyMatch(s -> s.acknowledged().isCompletedExceptionally());
      sent.add(
          new PendingSend(
              request,
              failed
                  ? CompletableFuture.failedFuture(new KafkaException("not tried"))
                  : send(request)));
    }
    return sent;
  }

  private CompletableFuture<Void> send(Request request) {
    var taken = new CompletableFuture<Void>();
    var at = request.getEnvelope().getReceivedAt().toEpochMilli();
    try {
      var _ =
          producer.send(
              topics.requests().record(request.getAssetId(), request, at),
              (_, error) -> {
                if (error == null) {
                  taken.complete(null);
                } else {
                  taken.completeExceptionally(error);
                }
              });
    } catch (KafkaException e) {
      taken.completeExceptionally(e);
    }
    return taken;
  }

  private static PublishedRequests results(List<PendingSend> sent) {
    return new PublishedRequests(
        sent.stream()
            .filter(s -> !s.acknowledged().isCompletedExceptionally())
            .map(s -> s.request().getEnvelope().getEventId())
            .toList(),
        sent.stream()
            .filter(s -> s.acknowledged().isCompletedExceptionally())
            .map(s -> s.request().getAssetId())
            .toList());
  }

  private Request request(String key, OperatorRequest operatorRequest, @Nullable String person) {
    var id = UUID.randomUUID().toString();
    var now = Instant.now();
    var origin = operatorRequest.kind() == RequestKind.CONSIDER ? Origin.BACKFILL : Origin.LIVE;
    return new Request(
        new Envelope(id, account, "door", origin, now, now, id, null, null),
        key,
        operatorRequest.kind(),
        operatorRequest.command(),
        operatorRequest.proof(),
        operatorRequest.count(),
        person);
  }

  private record PendingSend(Request request, CompletableFuture<Void> acknowledged) {}
}
