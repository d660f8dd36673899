package io.proofline.processor.web;

import io.proofline.processor.ProcessorProperties;
import io.proofline.schemas.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Requires the bearer token for every path except {@code /actuator/}. */
@Component
final class BearerTokenFilter implements WebFilter {

  private final Secret token;

  BearerTokenFilter(ProcessorProperties settings) {
    token = settings.doorToken();
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    var request = exchange.getRequest();
    if (request.getPath().value().startsWith("/actuator/") || isAuthorized(request.getHeaders())) {
      return chain.filter(exchange);
    }
    exchange.getResponse().setStatusCode(HttpStatus.UNAUTHORIZED);
    exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    return exchange.getResponse().setComplete();
  }

  private boolean isAuthorized(HttpHeaders headers) {
    var given = headers.getFirst(HttpHeaders.AUTHORIZATION);
    var expected = ("Bearer " + token.value()).getBytes(StandardCharsets.UTF_8);
    return given != null && MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8));
  }
}
