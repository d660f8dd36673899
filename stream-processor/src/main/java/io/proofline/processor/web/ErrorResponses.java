package io.proofline.processor.web;

import java.util.Map;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The HTTP API's error responses. */
@RestControllerAdvice
final class ErrorResponses {

  @ExceptionHandler({StateRestoringException.class, InvalidStateStoreException.class})
  ResponseEntity<Map<String, String>> restoring() {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, "2")
        .body(Map.of("error", "this instance is restoring its state; ask again in a moment"));
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
