package io.proofline.console.session;

import static io.proofline.console.site.Site.field;

import io.proofline.console.ConsoleProperties;
import io.proofline.console.access.ApiTokens;
import io.proofline.console.access.Caller;
import io.proofline.console.site.PageController;
import io.proofline.console.site.Site;
import io.proofline.console.templates.Templates;
import java.time.InstantSource;
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
  private final SignInGuesses guesses;
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
      InstantSource clock,
      Site site,
      Templates templates) {
    this.sessions = sessions;
    this.links = links;
    this.tokens = tokens;
    this.cookie = cookie;
    this.formTokens = formTokens;
    this.guesses = new SignInGuesses(clock);
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

  @PostMapping("/sign-in")
  ResponseEntity<String> signIn(ServerWebExchange exchange) {
    var form = Site.form(exchange);
    var link = field(form, "link");
    var token = field(form, "token");
    var client = exchange.getRequest().getRemoteAddress();
    if (!guesses.mayTry(client)) {
      return form(
          exchange, "", field(form, "to"), "Too many wrong attempts. Try again in ten minutes.");
    }
    var caller = link.isEmpty() ? tokens.verify(token).caller() : byLink(link);
    if (caller == null) {
      guesses.failed(client);
      LOG.info("Refused: a sign-in from {} without a valid token or link", client);
      return form(
          exchange,
          "",
          field(form, "to"),
          link.isEmpty()
              ? "This token is not known, has expired or was revoked."
              : "This link was used before, or is older than twelve hours. A restart prints a new"
                  + " one.");
    }
    exchange
        .getResponse()
        .addCookie(cookie.signedIn(exchange, sessions.open(caller), settings.longest()));
    return Site.redirect(ownPath(field(form, "to")));
  }

  private @Nullable Caller byLink(String code) {
    return links.use(code) ? ApiTokens.ADMINISTRATOR : null;
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
