package io.proofline.console.session;

import static io.proofline.console.site.Site.field;

import io.proofline.console.ConsoleProperties;
import io.proofline.console.access.ApiTokens;
import io.proofline.console.access.ApiTokens.Refusal;
import io.proofline.console.access.Caller;
import io.proofline.console.access.TokenGuesses;
import io.proofline.console.site.PageController;
import io.proofline.console.site.Site;
import io.proofline.console.templates.Templates;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Signs people in by a one-time link or by a token of the API, and out again. */
@PageController
final class SignInPages {

  private static final Logger LOG = LoggerFactory.getLogger(SignInPages.class);
  private static final String HOME = "/";

  private final Sessions sessions;
  private final SignInLinks links;
  private final ApiTokens tokens;
  private final SessionCookie cookie;
  private final FormTokens formTokens;
  private final TokenGuesses guesses;
  private final SessionSettings settings;
  private final Site site;
  private final Templates templates;

  SignInPages(
      Sessions sessions,
      SignInLinks links,
      ApiTokens tokens,
      SessionCookie cookie,
      FormTokens formTokens,
      ConsoleProperties properties,
      TokenGuesses guesses,
      Site site,
      Templates templates) {
    this.sessions = sessions;
    this.links = links;
    this.tokens = tokens;
    this.cookie = cookie;
    this.formTokens = formTokens;
    this.guesses = guesses;
    this.settings = properties.session();
    this.site = site;
    this.templates = templates;
  }

  /**
   * The form. A link is used up by its button, not by this page, since programs open links ahead of
   * people.
   */
  @GetMapping("/sign-in")
  ResponseEntity<String> form(
      @RequestParam(defaultValue = "") String link,
      @RequestParam(defaultValue = HOME) String to,
      ServerWebExchange exchange) {
    return form(exchange, link, to, null);
  }

  private ResponseEntity<String> form(
      ServerWebExchange exchange, String link, String to, @Nullable String problem) {
    var token =
        cookie
            .formToken(exchange)
            .map(CsrfToken::getToken)
            .orElseGet(() -> {
              var text = formTokens.random();
              exchange.getResponse().addCookie(cookie.beforeSignIn(exchange, text));
              return SessionCookie.formToken(text).getToken();
            });
    return Site.page(
        templates.signIn(site.layout(exchange, "Sign in", null), token, link, to, problem));
  }

  /** The answer to a wrong attempt is delayed after several of an address. */
  @PostMapping("/sign-in")
  Mono<ResponseEntity<String>> signIn(ServerWebExchange exchange) {
    return Mono.fromCallable(() -> attempt(exchange))
        .subscribeOn(Schedulers.boundedElastic())
        .flatMap(attempt -> Mono.delay(attempt.delay()).thenReturn(attempt.answer()));
  }

  private record Attempt(ResponseEntity<String> answer, Duration delay) {}

  private Attempt attempt(ServerWebExchange exchange) {
    var form = Site.form(exchange);
    var link = field(form, "link");
    var token = field(form, "token");
    var address = TokenGuesses.address(exchange.getRequest().getRemoteAddress());
    var lock = guesses.lockedUntil(address, link.isEmpty() ? token : link);
    if (lock.isPresent()) {
      var until = lock.get().truncatedTo(ChronoUnit.SECONDS);
      return refused(
          exchange, "Too many wrong attempts. Try again after %s.".formatted(until), Duration.ZERO);
    }
    return link.isEmpty() ? byToken(exchange, address, token) : byLink(exchange, address, link);
  }

  private Attempt byToken(ServerWebExchange exchange, String address, String token) {
    var verified = tokens.verify(token);
    var caller = verified.caller();
    if (caller == null) {
      boolean isGuess = verified.refusal() == null || verified.refusal() == Refusal.UNKNOWN;
      return refused(
          exchange,
          "This token is not known, has expired or was revoked.",
          isGuess ? guesses.guessed(address) : Duration.ZERO);
    }
    guesses.accepted(address, token);
    return signedIn(exchange, caller);
  }

  private Attempt byLink(ServerWebExchange exchange, String address, String link) {
    return links.use(link)
        ? signedIn(exchange, ApiTokens.ADMINISTRATOR)
        : refused(
            exchange,
            "This link was used before, or is older than twelve hours. A restart prints a new one.",
            guesses.guessed(address));
  }

  private Attempt refused(ServerWebExchange exchange, String problem, Duration delay) {
    LOG.info(
        "Refused: a sign-in from {} without a valid token or link",
        exchange.getRequest().getRemoteAddress());
    return new Attempt(form(exchange, "", field(Site.form(exchange), "to"), problem), delay);
  }

  private Attempt signedIn(ServerWebExchange exchange, Caller caller) {
    exchange
        .getResponse()
        .addCookie(cookie.signedIn(exchange, sessions.open(caller), settings.longest()));
    return new Attempt(Site.redirect(ownPath(field(Site.form(exchange), "to"))), Duration.ZERO);
  }

  /** Only a path of this site, so that a link can't lead people elsewhere after their sign-in. */
  private static String ownPath(String to) {
    return to.matches("/(?![/\\\\])[\\x21-\\x7e]*") && !to.startsWith("/sign-") ? to : HOME;
  }

  @PostMapping("/sign-out")
  ResponseEntity<String> signOut(ServerWebExchange exchange) {
    cookie.text(exchange).ifPresent(sessions::end);
    exchange.getResponse().addCookie(cookie.signedOut(exchange));
    exchange.getResponse().getHeaders().set(CLEAR_SITE_DATA, "\"cache\"");
    exchange.getResponse().getHeaders().set(HttpHeaders.CACHE_CONTROL, "no-store");
    return Site.redirect("/sign-in");
  }

  private static final String CLEAR_SITE_DATA = "Clear-Site-Data";
}
