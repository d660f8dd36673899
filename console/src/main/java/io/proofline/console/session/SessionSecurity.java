package io.proofline.console.session;

import io.proofline.console.access.ApiTokens;
import io.proofline.console.access.Caller;
import io.proofline.console.access.TokenAuthentication;
import io.proofline.console.page.Viewer;
import io.proofline.console.site.Site;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Finds the caller of a page by the session in its cookie. */
final class SessionSecurity implements ServerSecurityContextRepository {

  private final Sessions sessions;
  private final SessionCookie cookie;

  SessionSecurity(Sessions sessions, SessionCookie cookie) {
    this.sessions = sessions;
    this.cookie = cookie;
  }

  @Override
  public Mono<Void> save(ServerWebExchange exchange, @Nullable SecurityContext context) {
    return Mono.empty();
  }

  @Override
  public Mono<SecurityContext> load(ServerWebExchange exchange) {
    return Mono.justOrEmpty(cookie.text(exchange))
        .flatMap(text ->
            Mono.fromCallable(() -> sessions.find(text).orElse(null))
                .subscribeOn(Schedulers.boundedElastic())
                .map(caller -> context(exchange, caller, text)));
  }

  private static SecurityContext context(ServerWebExchange exchange, Caller caller, String text) {
    exchange.getAttributes().put(Site.VIEWER, viewer(caller, text));
    return new SecurityContextImpl(TokenAuthentication.authenticated(caller));
  }

  private static Viewer viewer(Caller caller, String text) {
    return new Viewer(
        caller.tokenId().equals(ApiTokens.ADMIN_TOKEN) ? "Administrator" : caller.name(),
        caller.role(),
        SessionCookie.formToken(text).getToken());
  }
}
