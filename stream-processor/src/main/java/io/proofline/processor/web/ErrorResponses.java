package io.proofline.processor.web;

import io.proofline.processor.RestoreProgress;
import java.util.Map;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The HTTP API's error responses. */
@RestControllerAdvice
final class ErrorResponses {

  private final RestoreProgress progress;

  ErrorResponses(@Qualifier("reviewRestoreProgress") RestoreProgress progress) {
    this.progress = progress;
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> restoring(StateRestoringException restoring) {
    return unavailable(String.valueOf(restoring.getMessage()));
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> closed(InvalidStateStoreException closed) {
    return unavailable("a store of this instance is not open");
  }

  private ResponseEntity<Map<String, String>> unavailable(String reason) {
    var howFar = progress.current().map(RestoreProgress.Restoring::describe);
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, "2")
        .body(
            Map.of(
                "error",
                "this instance restores its state from Kafka%s (%s)"
                    .formatted(howFar.map(text -> " " + text).orElse(""), reason)));
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> misdirected(
      MisdirectedRequestException misdirectedRequestException) {
    return ResponseEntity.status(HttpStatus.MISDIRECTED_REQUEST)
        .body(
            Map.of(
                "error",
                "another instance has this review",
                "instance",
                misdirectedRequestException.instance()));
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> unprocessable(UnprocessableRequestException refusal) {
    return ResponseEntity.unprocessableContent()
        .body(Map.of("error", String.valueOf(refusal.getMessage())));
  }

  /** The response for an unknown object. */
  static ResponseEntity<Object> notFound(String message) {
    return ResponseEntity.status(HttpStatus.NOT_FOUND).body(Map.of("error", message));
  }
}
