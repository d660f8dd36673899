package io.proofline.processor.web;

import io.proofline.processor.ProcessorProperties;
import io.proofline.schemas.PersonKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Accepts people's requests; they are stored in Kafka before the response. */
@RestController
final class RequestController {

  /**
   * Header with the e-mail address of the person. Facts and the audit trail have only the id made
   * of it; the topic people has the address, until the person is erased.
   */
  static final String PERSON = "X-Proofline-Person";

  private final RequestPublisher requestPublisher;
  private final PersonKey people;

  RequestController(RequestPublisher requestPublisher, ProcessorProperties settings) {
    this.requestPublisher = requestPublisher;
    this.people = settings.personKey();
  }

  @PostMapping("/requests")
  Mono<ResponseEntity<Object>> request(
      @RequestBody(required = false) @Nullable String body,
      @RequestHeader(name = PERSON, required = false) @Nullable String email) {
    var operator = operator(email);
    return requestPublisher
        .publish(OperatorRequestParser.parse(body == null ? "" : body), operator)
        .map(this::answer);
  }

  private ResponseEntity<Object> answer(RequestPublisher.PublishedRequests publishedRequests) {
    if (publishedRequests.missing().isEmpty()) {
      return ResponseEntity.accepted().body(Map.of("requests", publishedRequests.requests()));
    }
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .body(
            Map.of(
                "error", "Kafka did not store all requests; ask again for the missing assets",
                "requests", publishedRequests.requests(),
                "missing", publishedRequests.missing()));
  }

  private @Nullable Operator operator(@Nullable String email) {
    if (email == null) {
      return null;
    }
    if (!email.strip().matches("[^@\\s]+@[^@\\s]+")) {
      throw new UnprocessableRequestException(
          "the header %s must be an e-mail address".formatted(PERSON));
    }
    return people.idOf(email).map(id -> new Operator(id, email.strip())).orElse(null);
  }
}
