package io.proofline.console.session;

import io.proofline.hash.Sha256;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.security.web.server.csrf.DefaultCsrfToken;
import org.springframework.web.server.ServerWebExchange;

/**
 * The cookie that holds a session, and the token of its forms, which is derived from it. Before the
 * sign-in another cookie stands for the session. Cookies are shared by all ports of a host, so
 * their names hold the port.
 */
final class SessionCookie {

  static final String FORM_FIELD = "csrf";

  private final String session;
  private final String form;

  SessionCookie(int port) {
    session = "proofline_session_" + port;
    form = "proofline_form_" + port;
  }

  Optional<String> text(ServerWebExchange exchange) {
    return value(exchange, session);
  }

  private static Optional<String> value(ServerWebExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequest().getCookies().getFirst(name))
        .map(HttpCookie::getValue)
        .filter(value -> !value.isEmpty());
  }

  /** The token of this browser's forms; empty before it has a cookie. */
  Optional<CsrfToken> formToken(ServerWebExchange exchange) {
    return text(exchange).or(() -> value(exchange, form)).map(SessionCookie::formToken);
  }

  static CsrfToken formToken(String cookie) {
    return new DefaultCsrfToken("X-CSRF-TOKEN", FORM_FIELD, Sha256.hex("form\0" + cookie));
  }

  ResponseCookie signedIn(ServerWebExchange exchange, String text, Duration longest) {
    return cookie(exchange, session, text, longest, "Lax");
  }

  ResponseCookie signedOut(ServerWebExchange exchange) {
    return cookie(exchange, session, "", Duration.ZERO, "Lax");
  }

  ResponseCookie beforeSignIn(ServerWebExchange exchange, String text) {
    return cookie(exchange, form, text, Duration.ofHours(12), "Strict");
  }

  private static ResponseCookie cookie(
      ServerWebExchange exchange, String name, String value, Duration age, String sameSite) {
    return ResponseCookie.from(name, value)
        .path("/")
        .httpOnly(true)
        .sameSite(sameSite)
        .secure(isHttps(exchange))
        .maxAge(age)
        .build();
  }

  private static boolean isHttps(ServerWebExchange exchange) {
    var request = exchange.getRequest();
    return "https".equals(request.getURI().getScheme())
        || "https".equalsIgnoreCase(request.getHeaders().getFirst("X-Forwarded-Proto"));
  }
}
