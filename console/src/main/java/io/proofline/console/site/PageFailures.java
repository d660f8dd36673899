package io.proofline.console.site;

import io.proofline.console.readmodel.ReadModelIncompleteException;
import io.proofline.console.templates.Templates;
import io.proofline.console.web.ApiException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;

/** Shows failures of pages as pages; each says what happened and what to do. */
@ControllerAdvice(annotations = PageController.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PageFailures {

  private static final Logger LOG = LoggerFactory.getLogger(PageFailures.class);
  private static final int RETRY_SECONDS = 3;

  private final Site site;
  private final Templates templates;

  PageFailures(Site site, Templates templates) {
    this.site = site;
    this.templates = templates;
  }

  @ExceptionHandler
  ResponseEntity<String> refused(ApiException refusal, ServerWebExchange exchange) {
    var title =
        switch (refusal.status()) {
          case NOT_FOUND -> "Nothing is known here";
          case SERVICE_UNAVAILABLE -> "Not now";
          default -> "This can't be done";
        };
    return failure(exchange, refusal.status(), title, String.valueOf(refusal.getMessage()), false);
  }

  @ExceptionHandler
  ResponseEntity<String> refused(ResponseStatusException refusal, ServerWebExchange exchange) {
    return failure(
        exchange,
        HttpStatus.valueOf(refusal.getStatusCode().value()),
        "This address has no page",
        "A part of the address is wrong, or a form is incomplete.",
        false);
  }

  @ExceptionHandler
  ResponseEntity<String> incomplete(
      ReadModelIncompleteException incomplete, ServerWebExchange exchange) {
    return failure(
        exchange,
        HttpStatus.SERVICE_UNAVAILABLE,
        "Everything is being read again",
        "%s. Reviews go on meanwhile, and nothing is lost. %s"
            .formatted(
                incomplete.getMessage(),
                Site.isRepeatable(exchange)
                    ? "This page opens by itself once all is read."
                    : "Go back and send it again once all is read."),
        true);
  }

  @ExceptionHandler({DataAccessException.class, TransactionException.class, KafkaException.class})
  ResponseEntity<String> failed(RuntimeException failure, ServerWebExchange exchange) {
    LOG.error("A page could not be shown", failure);
    return failure(
        exchange,
        HttpStatus.SERVICE_UNAVAILABLE,
        "%s does not answer"
            .formatted(failure instanceof KafkaException ? "Kafka" : "The database"),
        Site.outage(exchange),
        true);
  }

  private ResponseEntity<String> failure(
      ServerWebExchange exchange,
      HttpStatus status,
      String title,
      String sentence,
      boolean isRepeated) {
    var layout = site.layout(exchange, title, null);
    return Site.page(
        status,
        templates.failure(
            isRepeated && Site.isRepeatable(exchange)
                ? layout.refreshedAfter(RETRY_SECONDS)
                : layout,
            sentence));
  }
}
