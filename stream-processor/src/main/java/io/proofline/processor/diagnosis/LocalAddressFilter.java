package io.proofline.processor.diagnosis;

import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Answers calls of the endpoint {@code review} only if they come from this machine itself, and not
 * through a proxy on it.
 */
@Component
final class LocalAddressFilter implements WebFilter {

  private static final String GUARDED = "/actuator/review";
  private static final List<String> PROXY_HEADERS =
      List.of("Forwarded", "X-Forwarded-For", "X-Real-IP");

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    var request = exchange.getRequest();
    if (!request.getPath().value().startsWith(GUARDED) || isLocal(request)) {
      return chain.filter(exchange);
    }
    exchange.getResponse().setStatusCode(HttpStatus.FORBIDDEN);
    return exchange.getResponse().setComplete();
  }

  private static boolean isLocal(ServerHttpRequest request) {
    return isLoopback(request.getRemoteAddress())
        && PROXY_HEADERS.stream().noneMatch(request.getHeaders()::containsHeader);
  }

  private static boolean isLoopback(@Nullable InetSocketAddress peer) {
    return peer != null && peer.getAddress() != null && peer.getAddress().isLoopbackAddress();
  }
}
