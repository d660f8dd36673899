package io.proofline.console.request;

import io.proofline.console.readmodel.ReadModels;
import io.proofline.console.request.RequestLog.NotedRequests;
import io.proofline.console.web.ApiException;
import io.proofline.console.web.PollingWait;
import io.proofline.schemas.avro.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/** Writes noted requests to Kafka, each once, also if the call is repeated after a failure. */
final class RequestRecorder {

  /** Longer than a call can take to send its requests. */
  private static final Duration LONGEST_SEND = Duration.ofSeconds(10);

  /** How long a repeated call waits to learn whether Kafka has an unconfirmed request. */
  private static final Duration CONFIRMATION = Duration.ofSeconds(5);

  private final RequestLog log;
  private final RequestProducer producer;
  private final ReadModels readModels;
  private final InstantSource clock;

  RequestRecorder(
      RequestLog log, RequestProducer producer, ReadModels readModels, InstantSource clock) {
    this.log = log;
    this.producer = producer;
    this.readModels = readModels;
    this.clock = clock;
  }

  /**
   * Sends the requests that Kafka does not have yet.
   *
   * @param toRecord creates the record of a request
   * @return the requests, all of them recorded
   * @throws ApiException if Kafka did not store all, or if that is not known yet
   */
  List<RecordedRequest> send(NotedRequests noted, Function<RecordedRequest, Request> toRecord) {
    var unsent = noted.isRepeated() ? findUnsent(noted.requests()) : noted.requests();
    var stored = producer.send(unsent.stream().map(toRecord).toList());
    log.recorded(stored);
    if (stored.size() < unsent.size()) {
      int all = noted.requests().size();
      throw ApiException.unavailable(
          "Kafka has stored %d of %d requests. Repeat the call with the same Idempotency-Key: it records the others."
              .formatted(all - unsent.size() + stored.size(), all));
    }
    return noted.requests().stream().map(this::reload).toList();
  }

  /**
   * The requests of an earlier call that Kafka does not have. An earlier call may have ended, or
   * been killed, before it learned that Kafka had stored a request; the facts then have it.
   */
  private List<RecordedRequest> findUnsent(List<RecordedRequest> requests) {
    var unconfirmed = requests.stream().filter(each -> each.recordedAt() == null).toList();
    if (unconfirmed.isEmpty()) {
      return unconfirmed;
    }
    var now = clock.instant();
    if (unconfirmed.stream().anyMatch(each -> each.beganAt().plus(LONGEST_SEND).isAfter(now))
        || !PollingWait.until(clock, CONFIRMATION, () -> isCompleteAt(now))) {
      throw ApiException.unavailable(
          "It is not known yet whether an earlier call with this Idempotency-Key was recorded."
              + " Repeat the call.");
    }
    log.recorded(
        readModels
            .reader()
            .sql("SELECT request_id FROM request_fact WHERE request_id IN (:ids)")
            .param("ids", unconfirmed.stream().map(RecordedRequest::id).toList())
            .query((row, _) -> row.getString(1))
            .list());
    return unconfirmed.stream()
        .map(this::reload)
        .filter(each -> each.recordedAt() == null)
        .toList();
  }

  private boolean isCompleteAt(Instant time) {
    return readModels.asOf().filter(asOf -> !asOf.isBefore(time)).isPresent();
  }

  private RecordedRequest reload(RecordedRequest request) {
    return log.find(request.id()).orElse(request);
  }
}
