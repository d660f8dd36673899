package io.proofline.processor.web;

import java.util.Map;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** How the door says that it can't answer, and what to do instead. */
@RestControllerAdvice
final class ErrorResponses {

  @ExceptionHandler({StateRestoringException.class, InvalidStateStoreException.class})
  ResponseEntity<Map<String, String>> restoring() {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, "2")
        .body(Map.of("error", "what this instance knows is being restored; ask again in a moment"));
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

  /** What is answered where nothing is known. */
  static ResponseEntity<Object> notFound(String what) {
    return ResponseEntity.status(HttpStatus.NOT_FOUND).body(Map.of("error", what));
  }
}
