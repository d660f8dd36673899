package io.proofline.console.access;

import io.proofline.console.web.ApiProblem;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Follows the check of the token: refuses calls above the rate of the token, and logs calls that
 * may change something, with the id of the token and the status, and without names and texts.
 */
final class CallFilter implements WebFilter, Ordered {

  private static final Logger LOG = LoggerFactory.getLogger(CallFilter.class);
  private static final Set<HttpMethod> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final CallRates rates;

  CallFilter(CallRates rates) {
    this.rates = rates;
  }

  /** After Spring Security's filter. */
  @Override
  public int getOrder() {
    return 0;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    return exchange
        .getPrincipal()
        .map(CallFilter::caller)
        .defaultIfEmpty(Optional.empty())
        .flatMap(caller ->
            caller
                .map(known -> filter(exchange, chain, known))
                .orElseGet(() -> chain.filter(exchange)));
  }

  private static Optional<Caller> caller(Object principal) {
    return principal instanceof Authentication authentication
            && authentication.getPrincipal() instanceof Caller caller
        ? Optional.of(caller)
        : Optional.empty();
  }

  private Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain, Caller caller) {
    var answer =
        rates
            .count(caller.tokenId())
            .map(after -> tooMany(exchange, after))
            .orElseGet(() -> chain.filter(exchange));
    return READING.contains(exchange.getRequest().getMethod())
        ? answer
        : answer.doFinally(_ -> log(exchange, caller));
  }

  private static Mono<Void> tooMany(ServerWebExchange exchange, Duration after) {
    long seconds = Math.max(1, after.toSeconds());
    exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    return ApiProblem.write(
        exchange,
        HttpStatus.TOO_MANY_REQUESTS,
        "too-many-requests",
        "This token makes more calls than proofline.console.calls-per-minute allows. Repeat the call after %d s."
            .formatted(seconds));
  }

  private static void log(ServerWebExchange exchange, Caller caller) {
    var status = exchange.getResponse().getStatusCode();
    LOG.info(
        "Call: {} {} by token {} ({}) -> {}",
        exchange.getRequest().getMethod(),
        exchange.getRequest().getPath().value(),
        caller.tokenId(),
        caller.role().word(),
        status == null ? "no answer" : status.value());
  }
}
