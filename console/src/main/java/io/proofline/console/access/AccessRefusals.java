package io.proofline.console.access;

import io.proofline.console.web.ApiProblem;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Answers calls without a valid token, and calls that the token's role does not allow. */
final class AccessRefusals implements ServerAuthenticationEntryPoint, ServerAccessDeniedHandler {

  private static final Logger LOG = LoggerFactory.getLogger(AccessRefusals.class);

  private final InstantSource clock;

  AccessRefusals(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException cause) {
    return unauthenticated(
        exchange,
        "This call needs a token in the header 'Authorization: Bearer TOKEN'. To store one:"
            + " proofline login");
  }

  Mono<Void> onFailure(WebFilterExchange filterExchange, AuthenticationException cause) {
    var exchange = filterExchange.getExchange();
    return switch (cause) {
      case TooManyGuessesException locked -> tooMany(exchange, locked);
      case UnknownTokenException unknown ->
          Mono.delay(unknown.delay())
              .then(
                  Mono.defer(() -> unauthenticated(exchange, String.valueOf(cause.getMessage()))));
      default -> unauthenticated(exchange, String.valueOf(cause.getMessage()));
    };
  }

  private Mono<Void> tooMany(ServerWebExchange exchange, TooManyGuessesException locked) {
    log(exchange, "which is locked out after too many unknown tokens");
    long seconds = Math.max(1, Duration.between(clock.instant(), locked.until()).toSeconds());
    exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    return ApiProblem.write(
        exchange,
        HttpStatus.TOO_MANY_REQUESTS,
        "too-many-requests",
        String.valueOf(locked.getMessage()));
  }

  private static Mono<Void> unauthenticated(ServerWebExchange exchange, String detail) {
    log(exchange, "without a valid token");
    exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    return ApiProblem.write(exchange, HttpStatus.UNAUTHORIZED, "unauthenticated", detail);
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException cause) {
    return ReactiveSecurityContextHolder.getContext()
        .mapNotNull(SecurityContext::getAuthentication)
        .mapNotNull(Authentication::getPrincipal)
        .ofType(Caller.class)
        .map(caller -> caller.role().word())
        .defaultIfEmpty("unknown")
        .flatMap(role -> {
          log(exchange, "by a token with the role " + role);
          return ApiProblem.write(
              exchange,
              HttpStatus.FORBIDDEN,
              "forbidden",
              "The role %s does not allow this call. An administrator can make a token with another role."
                  .formatted(role));
        });
  }

  private static void log(ServerWebExchange exchange, String reason) {
    var request = exchange.getRequest();
    LOG.info(
        "Refused: {} {} from {} {}",
        request.getMethod(),
        request.getPath().value(),
        request.getRemoteAddress(),
        reason);
  }
}
