package io.proofline.console.pause;

import static io.proofline.console.site.Site.field;

import io.proofline.console.access.Caller;
import io.proofline.console.page.PausePage;
import io.proofline.console.page.Section;
import io.proofline.console.page.When;
import io.proofline.console.rules.RuleNames;
import io.proofline.console.site.PageController;
import io.proofline.console.site.Site;
import io.proofline.console.templates.Templates;
import io.proofline.console.web.ApiException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;

/** Makes and ends pauses, after a question. */
@PageController
final class PausePages {

  private static final int LONGEST_REASON = 2_000;

  private final PauseQueries queries;
  private final PausePublisher publisher;
  private final RuleNames ruleNames;
  private final InstantSource clock;
  private final Site site;
  private final Templates templates;

  PausePages(
      PauseQueries queries,
      PausePublisher publisher,
      RuleNames ruleNames,
      InstantSource clock,
      Site site,
      Templates templates) {
    this.queries = queries;
    this.publisher = publisher;
    this.ruleNames = ruleNames;
    this.clock = clock;
    this.site = site;
    this.templates = templates;
  }

  @GetMapping("/pause")
  ResponseEntity<String> askPause(@RequestParam String target, ServerWebExchange exchange) {
    return ask(PauseTarget.parse(target), false, exchange);
  }

  @GetMapping("/resume")
  ResponseEntity<String> askResume(@RequestParam String target, ServerWebExchange exchange) {
    return ask(PauseTarget.parse(target), true, exchange);
  }

  private ResponseEntity<String> ask(
      PauseTarget target, boolean isEnd, ServerWebExchange exchange) {
    var page =
        new PausePage(
            target.word(),
            queries.title(target),
            queries.countHeld(target),
            queries.find(target).map(queries::paused).orElse(null),
            isEnd);
    return Site.page(
        templates.pause(site.layout(exchange, page.question(), Section.WAITING), page));
  }

  @PostMapping("/pause")
  ResponseEntity<String> pause(ServerWebExchange exchange, @AuthenticationPrincipal Caller caller) {
    var form = Site.form(exchange);
    var target = PauseTarget.parse(field(form, "target"));
    var reason = reason(field(form, "reason"));
    if (reason == null) {
      throw ApiException.invalid("A pause needs a reason, which the record keeps.");
    }
    var until = until(field(form, "until"), site.when(exchange));
    target.ruleName().ifPresent(ruleNames::requireInForce);
    var _ = publisher.pause(target, reason, until, caller);
    return Site.redirect("/waiting");
  }

  @PostMapping("/resume")
  ResponseEntity<String> resume(
      ServerWebExchange exchange, @AuthenticationPrincipal Caller caller) {
    var form = Site.form(exchange);
    var target = PauseTarget.parse(field(form, "target"));
    var reason = reason(field(form, "reason"));
    if (queries.find(target).isPresent()) {
      var _ = publisher.resume(target, reason, caller);
    }
    return Site.redirect("/waiting");
  }

  private static @Nullable String reason(String text) {
    if (text.length() > LONGEST_REASON) {
      throw ApiException.invalid(
          "The reason is longer than %,d characters.".formatted(LONGEST_REASON));
    }
    return text.isEmpty() ? null : text;
  }

  /** The end, which a person writes as the time of their own clock. */
  private @Nullable Instant until(String text, When when) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      var until = when.instant(text);
      if (!until.isAfter(clock.instant())) {
        throw ApiException.invalid(
            "The end %s is in the past, so nothing was paused. Go back and choose a later one."
                .formatted(when.words(until)));
      }
      return until;
    } catch (DateTimeParseException _) {
      throw ApiException.invalid(
          "'%.40s' is no time; write one as 2026-11-28T18:00.".formatted(text));
    }
  }
}
