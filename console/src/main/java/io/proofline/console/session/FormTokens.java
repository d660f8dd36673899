package io.proofline.console.session;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRepository;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The token that each form carries is derived from the cookie, so none is stored. */
final class FormTokens implements ServerCsrfTokenRepository {

  private static final int BYTES = 16;

  private final SessionCookie cookie;
  private final SecureRandom random = new SecureRandom();

  FormTokens(SessionCookie cookie) {
    this.cookie = cookie;
  }

  /** A token that no form has, for a browser without a cookie. */
  @Override
  public Mono<CsrfToken> generateToken(ServerWebExchange exchange) {
    return Mono.fromSupplier(() -> SessionCookie.formToken(random()));
  }

  @Override
  public Mono<Void> saveToken(ServerWebExchange exchange, @Nullable CsrfToken token) {
    return Mono.empty();
  }

  @Override
  public Mono<CsrfToken> loadToken(ServerWebExchange exchange) {
    return Mono.justOrEmpty(cookie.formToken(exchange));
  }

  String random() {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
