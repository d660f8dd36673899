package io.proofline.processor.door;

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

/** Takes what a person asks for by name; all of it is on record before it is answered. */
@RestController
final class RequestDoor {

  /** Who asks, as an e-mail address; what is kept is the id made of it. */
  static final String PERSON = "X-Proofline-Person";

  private final Recorder recorder;
  private final PersonKey people;

  RequestDoor(Recorder recorder, ProcessorProperties settings) {
    this.recorder = recorder;
    this.people = settings.personKey();
  }

  @PostMapping("/requests")
  Mono<ResponseEntity<Object>> request(
      @RequestBody(required = false) @Nullable String body,
      @RequestHeader(name = PERSON, required = false) @Nullable String email) {
    var person = person(email);
    return recorder.record(ReadWanted.of(body == null ? "" : body), person).map(this::answer);
  }

  private ResponseEntity<Object> answer(Recorder.Recorded recorded) {
    if (recorded.missing().isEmpty()) {
      return ResponseEntity.accepted().body(Map.of("requests", recorded.requests()));
    }
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .body(
            Map.of(
                "error", "Kafka did not take all of it; ask again for what is missing",
                "requests", recorded.requests(),
                "missing", recorded.missing()));
  }

  private @Nullable String person(@Nullable String email) {
    if (email == null) {
      return null;
    }
    if (!email.strip().matches("[^@\\s]+@[^@\\s]+")) {
      throw new NotAllowed("the header %s must be an e-mail address".formatted(PERSON));
    }
    return people.idOf(email).orElse(null);
  }
}
