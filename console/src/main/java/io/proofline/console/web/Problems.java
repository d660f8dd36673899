package io.proofline.console.web;

import io.proofline.console.readmodel.ReadModelIncompleteException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;

/** The API's error responses: problems of RFC 9457, each with the cause and the next step. */
@RestControllerAdvice
final class Problems {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final String RETRY_SECONDS = "2";
  private static final Set<HttpStatus> RETRIED =
      Set.of(HttpStatus.SERVICE_UNAVAILABLE, HttpStatus.TOO_MANY_REQUESTS);

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(ApiException refusal) {
    var problem = problem(refusal.status(), refusal.type(), String.valueOf(refusal.getMessage()));
    return RETRIED.contains(refusal.status()) ? later(problem) : answer(problem);
  }

  /** A parameter of the wrong type, or a missing one. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(ServerWebInputException mistake) {
    var parameter = mistake.getMethodParameter();
    var name = parameter == null ? null : parameter.getParameterName();
    return answer(
        problem(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "invalid-request",
            "%s%s. GET /api/v1/openapi.yaml describes the call."
                .formatted(mistake.getReason(), name == null ? "" : ": '" + name + "'")));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(ResponseStatusException refusal) {
    var status = HttpStatus.valueOf(refusal.getStatusCode().value());
    var type = status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
    var reason = refusal.getReason();
    var detail =
        status == HttpStatus.NOT_FOUND
            ? "Nothing is at this address. GET /api/v1/openapi.yaml describes all of them."
            : (reason == null ? status.getReasonPhrase() : reason);
    return answer(problem(status, type, detail));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> incomplete(ReadModelIncompleteException incomplete) {
    return later(
        problem(
            HttpStatus.SERVICE_UNAVAILABLE,
            "read-model-incomplete",
            incomplete.getMessage()
                + ". Repeat the request; GET /actuator/health has its progress."));
  }

  @ExceptionHandler({DataAccessException.class, TransactionException.class})
  ResponseEntity<ProblemDetail> failed(NestedRuntimeException failure) {
    LOG.error("The database did not answer a question", failure);
    return later(
        problem(
            HttpStatus.SERVICE_UNAVAILABLE,
            "database-unavailable",
            "The database did not answer. Repeat the request; the log has the cause."));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> failed(KafkaException failure) {
    LOG.warn("Kafka did not answer a question: {}", failure.getMessage());
    return later(
        problem(
            HttpStatus.SERVICE_UNAVAILABLE,
            "kafka-unavailable",
            "Kafka did not answer. Repeat the request; the log has the cause."));
  }

  /** A problem with the type of this API's namespace. */
  static ProblemDetail problem(HttpStatus status, String type, String detail) {
    var problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(uri(type));
    return problem;
  }

  static URI uri(String type) {
    return URI.create("urn:proofline:problem:" + type);
  }

  private static ResponseEntity<ProblemDetail> later(ProblemDetail problem) {
    return ResponseEntity.status(problem.getStatus())
        .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
    return ResponseEntity.status(problem.getStatus())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }
}
