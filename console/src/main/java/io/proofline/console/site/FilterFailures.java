package io.proofline.console.site;

import io.proofline.console.page.Layout;
import io.proofline.console.templates.Templates;
import io.proofline.console.web.ApiProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/**
 * Answers while the database does not answer, so that sessions and tokens can't be read. Failures
 * of controllers are answered elsewhere.
 */
@Component
final class FilterFailures implements WebExceptionHandler, Ordered {

  private static final Logger LOG = LoggerFactory.getLogger(FilterFailures.class);
  private static final int RETRY_SECONDS = 3;
  private static final int BEFORE_SPRING_BOOT = -2;

  private final Site site;
  private final Templates templates;

  FilterFailures(Site site, Templates templates) {
    this.site = site;
    this.templates = templates;
  }

  @Override
  public int getOrder() {
    return BEFORE_SPRING_BOOT;
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    boolean isOfDatabase =
        failure instanceof DataAccessException || failure instanceof TransactionException;
    if (!isOfDatabase || exchange.getResponse().isCommitted()) {
      return Mono.error(failure);
    }
    LOG.error("The session or token could not be read from the database", failure);
    exchange
        .getResponse()
        .getHeaders()
        .set(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_SECONDS));
    return exchange.getRequest().getPath().value().startsWith("/api/")
        ? ApiProblem.write(
            exchange,
            HttpStatus.SERVICE_UNAVAILABLE,
            "database-unavailable",
            "The database did not answer. Repeat the request; the log has the cause.")
        : Site.write(
            exchange,
            HttpStatus.SERVICE_UNAVAILABLE,
            () -> templates.failure(layout(exchange), Site.outage(exchange)));
  }

  private Layout layout(ServerWebExchange exchange) {
    var layout = site.layout(exchange, "The database does not answer", null);
    return Site.isRepeatable(exchange) ? layout.refreshedAfter(RETRY_SECONDS) : layout;
  }
}
