package io.proofline.console.session;

import io.proofline.console.site.Site;
import io.proofline.console.templates.Templates;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.security.web.server.csrf.CsrfException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Sends people to the sign-in, and tells them what their role does not allow. */
final class SessionRefusals implements ServerAuthenticationEntryPoint, ServerAccessDeniedHandler {

  private static final Logger LOG = LoggerFactory.getLogger(SessionRefusals.class);

  private final Site site;
  private final Templates templates;

  SessionRefusals(Site site, Templates templates) {
    this.site = site;
    this.templates = templates;
  }

  /** The browser comes back to the page after the sign-in. */
  @Override
  public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException cause) {
    var request = exchange.getRequest();
    var response = exchange.getResponse();
    var target = "/sign-in";
    if (request.getMethod().equals(HttpMethod.GET) && !request.getPath().value().equals("/")) {
      var path = request.getURI().getRawPath();
      var query = request.getURI().getRawQuery();
      target +=
          "?to="
              + URLEncoder.encode(
                  query == null ? path : path + "?" + query, StandardCharsets.UTF_8);
    }
    if (request.getHeaders().containsHeader("HX-Request")) {
      response.getHeaders().set("HX-Redirect", target);
      response.setStatusCode(HttpStatus.UNAUTHORIZED);
    } else {
      response.getHeaders().setLocation(URI.create(target));
      response.setStatusCode(HttpStatus.SEE_OTHER);
    }
    return response.setComplete();
  }

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException cause) {
    var request = exchange.getRequest();
    var sentence =
        cause instanceof CsrfException
            ? "This form was opened before the last sign-in, or on another site. Open the page"
                + " again."
            : "Your role does not allow this. An administrator can make a token with another role.";
    LOG.info(
        "Refused: {} {} from {} {}",
        request.getMethod(),
        request.getPath().value(),
        request.getRemoteAddress(),
        cause instanceof CsrfException ? "without the token of its form" : "by its role");
    return Site.write(
        exchange,
        HttpStatus.FORBIDDEN,
        () -> templates.failure(site.layout(exchange, "This is not allowed", null), sentence));
  }
}
