package io.proofline.console.access;

import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Takes the token from the header {@code Authorization: Bearer TOKEN}; the principal is the address
 * of the client.
 */
final class BearerTokenConverter implements ServerAuthenticationConverter {

  private static final String SCHEME = "Bearer ";

  @Override
  public Mono<Authentication> convert(ServerWebExchange exchange) {
    var header = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
    return header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? Mono.empty()
        : Mono.just(
            UsernamePasswordAuthenticationToken.unauthenticated(
                TokenGuesses.address(exchange.getRequest().getRemoteAddress()),
                header.substring(SCHEME.length()).strip()));
  }
}
