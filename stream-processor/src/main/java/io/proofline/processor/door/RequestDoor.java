package io.proofline.processor.door;

import io.proofline.processor.ProcessorProperties;
import io.proofline.schemas.Topics;
import io.proofline.schemas.avro.Envelope;
import io.proofline.schemas.avro.Origin;
import io.proofline.schemas.avro.Request;
import io.proofline.schemas.avro.RequestKind;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Takes what a person asks for by name; it is on record before it is answered. */
@RestController
final class RequestDoor {

  private final Producer<String, Request> producer;
  private final Topics topics;
  private final String account;

  RequestDoor(Producer<String, Request> producer, Topics topics, ProcessorProperties settings) {
    this.producer = producer;
    this.topics = topics;
    this.account = settings.account();
  }

  @PostMapping("/requests")
  Mono<ResponseEntity<Map<String, String>>> request(@RequestBody Asked asked) {
    var kind = kind(asked.kind());
    var asset = asked.asset();
    if (kind.isEmpty() || asset == null || !asset.matches("[A-Za-z0-9._]{1,64}")) {
      return Mono.just(
          ResponseEntity.unprocessableContent()
              .body(
                  Map.of(
                      "error",
                      "'asset' must be a PhotoShelter id and 'kind' one of select, reread")));
    }
    return sent(request(asset, kind.get()))
        .map(id -> ResponseEntity.accepted().body(Map.of("request", id)))
        .onErrorResume(e ->
            Mono.just(
                ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .body(Map.of("error", "Kafka did not take the request; ask again"))));
  }

  private Mono<String> sent(Request request) {
    return Mono.<String>create(
            sink -> {
              var at = request.getEnvelope().getReceivedAt().toEpochMilli();
              var _ =
                  producer.send(
                      topics.requests().record(request.getAssetId(), request, at),
                      (_, error) -> {
                        if (error == null) {
                          sink.success(request.getEnvelope().getEventId());
                        } else {
                          sink.error(error);
                        }
                      });
            })
        .subscribeOn(Schedulers.boundedElastic()); // a first send asks the registry
  }

  private Request request(String asset, RequestKind kind) {
    var id = UUID.randomUUID().toString();
    var now = Instant.now();
    return new Request(
        new Envelope(id, account, "door", Origin.LIVE, now, now, id, null, null),
        asset,
        kind,
        null,
        null,
        null,
        null);
  }

  private static Optional<RequestKind> kind(@Nullable String word) {
    return switch (word == null ? "" : word.toLowerCase(Locale.ROOT)) {
      case "select" -> Optional.of(RequestKind.SELECT);
      case "reread" -> Optional.of(RequestKind.REREAD);
      default -> Optional.empty();
    };
  }

  /** The body of a request. */
  record Asked(@Nullable String asset, @Nullable String kind) {}
}
