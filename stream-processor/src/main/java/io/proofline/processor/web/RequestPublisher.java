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

/** Writes requests to their topic, one for each asset. */
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
   * The result of a request.
   *
   * @param requests ids of the stored requests
   * @param missing assets whose request is not stored
   */
  record PublishedRequests(List<String> requests, List<String> missing) {}

  /** Writes the requests; completes when Kafka has stored or rejected each of them. */
  Mono<PublishedRequests> publish(OperatorRequest operatorRequest, @Nullable Operator operator) {
    return Mono.fromCallable(() -> sendAll(operatorRequest, operator))
        .subscribeOn(Schedulers.boundedElastic()) // the first send calls the registry, which blocks
        .flatMap(sent ->
            Mono.fromFuture(
                CompletableFuture.allOf(
                        sent.stream()
                            .map(PendingSend::acknowledged)
                            .toArray(CompletableFuture<?>[]::new))
                    .handle((_, _) -> results(sent))));
  }

  /**
   * If Kafka is unavailable each send blocks until its timeout, so the sends after a failed one are
   * skipped.
   */
  private List<PendingSend> sendAll(OperatorRequest operatorRequest, @Nullable Operator operator) {
    var sent = new ArrayList<PendingSend>();
    for (var key : operatorRequest.keys(account)) {
      var request = request(key, operatorRequest, operator);
      boolean failed = sent.stream().anyMatch(s -> s.acknowledged().isCompletedExceptionally());
      sent.add(
          new PendingSend(
              request,
              failed
                  ? CompletableFuture.failedFuture(
                      new KafkaException("not sent, since an earlier request failed"))
                  : send(request)));
    }
    return sent;
  }

  private CompletableFuture<Void> send(Request request) {
    var stored = new CompletableFuture<Void>();
    var at = request.getEnvelope().getReceivedAt().toEpochMilli();
    try {
      var _ =
          producer.send(
              topics.requests().record(request.getAssetId(), request, at),
              (_, error) -> {
                if (error == null) {
                  stored.complete(null);
                } else {
                  stored.completeExceptionally(error);
                }
              });
    } catch (KafkaException e) {
      stored.completeExceptionally(e);
    }
    return stored;
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

  private Request request(
      String key, OperatorRequest operatorRequest, @Nullable Operator operator) {
    var id = UUID.randomUUID().toString();
    var now = Instant.now();
    var origin = operatorRequest.kind() == RequestKind.CONSIDER ? Origin.BACKFILL : Origin.LIVE;
    return Request.newBuilder()
        .setEnvelope(new Envelope(id, account, "door", origin, now, now, id, null, null))
        .setAssetId(key)
        .setKind(operatorRequest.kind())
        .setCommandId(operatorRequest.command())
        .setProofId(operatorRequest.proof())
        .setCount(operatorRequest.count())
        .setPersonId(operator == null ? null : operator.personId())
        .setPersonEmail(operator == null ? null : operator.email())
        .setReason(operatorRequest.reason())
        .setAct(operatorRequest.act())
        .setDetails(operatorRequest.details())
        .build();
  }

  private record PendingSend(Request request, CompletableFuture<Void> acknowledged) {}
}
