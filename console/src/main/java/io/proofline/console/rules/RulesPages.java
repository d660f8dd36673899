package io.proofline.console.rules;

import static io.proofline.console.site.Site.field;

import io.proofline.console.ConsoleProperties;
import io.proofline.console.access.Caller;
import io.proofline.console.page.LineDiff;
import io.proofline.console.page.RulesPage;
import io.proofline.console.page.RulesPage.Check;
import io.proofline.console.page.RulesPage.Mark;
import io.proofline.console.page.RulesPage.Push;
import io.proofline.console.page.RulesPage.Trial;
import io.proofline.console.page.RulesPage.Tried;
import io.proofline.console.page.RulesPage.Use;
import io.proofline.console.page.Section;
import io.proofline.console.page.Sentences;
import io.proofline.console.rules.RulesQueries.PushedRules;
import io.proofline.console.rules.RulesTrial.TriedAsset;
import io.proofline.console.site.PageController;
import io.proofline.console.site.Site;
import io.proofline.console.templates.Templates;
import io.proofline.console.web.ApiException;
import io.proofline.policy.Route;
import io.proofline.rules.InvalidRulesException;
import io.proofline.rules.RulesDiagnostic;
import io.proofline.rules.RulesFile;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ServerWebExchange;

/** Shows the rules and their history, checks a text while it is typed, and puts it into force. */
@PageController
final class RulesPages {

  private static final int PUSHES = 50;
  private static final int LONGEST_NOTE = 2_000;
  private static final int LONGEST_TEXT = 1_000_000;

  private final RulesQueries queries;
  private final RulesPushes pushes;
  private final RulesTrial trial;
  private final RuleUses uses;
  private final Site site;
  private final Templates templates;
  private final String name;

  RulesPages(
      RulesQueries queries,
      RulesPushes pushes,
      RulesTrial trial,
      RuleUses uses,
      Site site,
      Templates templates,
      ConsoleProperties settings) {
    this.queries = queries;
    this.pushes = pushes;
    this.trial = trial;
    this.uses = uses;
    this.site = site;
    this.templates = templates;
    this.name = settings.rulesName();
  }

  @GetMapping("/rules")
  ResponseEntity<String> rules(
      @RequestParam(required = false) @Nullable String pushed, ServerWebExchange exchange) {
    var inForce = queries.inForce(name);
    return page(exchange, inForce.map(PushedRules::yaml).orElse(""), inForce, pushed, null);
  }

  /** A former version, in the editor. */
  @GetMapping("/rules/versions/{version}")
  ResponseEntity<String> version(@PathVariable String version, ServerWebExchange exchange) {
    return page(exchange, pushes.pushed(version).yaml(), queries.inForce(name), null, null);
  }

  private ResponseEntity<String> page(
      ServerWebExchange exchange,
      String text,
      Optional<PushedRules> inForce,
      @Nullable String pushed,
      @Nullable Trial tried) {
    var page =
        new RulesPage(
            inForce.map(PushedRules::version).orElse(null),
            inForce.map(PushedRules::pushedAt).orElse(null),
            text,
            check(text, inForce),
            history(inForce.map(PushedRules::version).orElse("")),
            pushed,
            uses.inForce().stream()
                .map(use -> new Use(use.rule(), use.assets(), use.routed()))
                .toList(),
            tried);
    return Site.page(templates.rules(site.layout(exchange, "Rules", Section.RULES), page));
  }

  /** The newest push of the version in force is the one in force. */
  private List<Push> history(String inForce) {
    Set<String> seen = new HashSet<>();
    return queries.history(name, PUSHES).stream()
        .map(push -> {
          var version = push.path("version").asString("");
          return new Push(
              version,
              Instant.parse(push.path("pushed_at").asString()),
              push.path("pushed_by").isString() ? push.path("pushed_by").asString() : null,
              version.equals(inForce) && seen.add(version));
        })
        .toList();
  }

  /** The marks for the text in the editor, as a part of the page. */
  @PostMapping("/rules/check")
  ResponseEntity<String> check(ServerWebExchange exchange) {
    var text = text(exchange);
    return Site.page(templates.rulesCheck(check(text, queries.inForce(name))));
  }

  /** Tries the text in the editor on a photograph, or on the newest uploads; nothing is changed. */
  @PostMapping("/rules/try")
  ResponseEntity<String> tryOut(ServerWebExchange exchange) {
    var form = Site.form(exchange);
    var text = text(exchange);
    var inForce = queries.inForce(name);
    boolean isOfMany = !field(form, "latest").isEmpty();
    return page(
        exchange,
        text,
        inForce,
        null,
        tryOut(text, inForce, isOfMany ? "" : field(form, "asset"), isOfMany));
  }

  private Trial tryOut(String text, Optional<PushedRules> inForce, String asset, boolean isOfMany) {
    if (!isOfMany && asset.isEmpty()) {
      return new Trial("?", List.of(), "Type the file name of a photograph.");
    }
    try {
      var file = RulesFile.read(text);
      var former = inForce.map(rules -> RulesFile.readPublished(rules.yaml()));
      var tried = isOfMany ? trial.newestUploads(RulesTrial.MOST_UPLOADS) : trial.known(asset);
      return new Trial(asset, tried.map(each -> tried(file, former, each)).toList(), null);
    } catch (InvalidRulesException _) {
      return new Trial(asset, List.of(), "The text has mistakes. Correct them, then try again.");
    } catch (ApiException e) {
      return new Trial(asset, List.of(), String.valueOf(e.getMessage()));
    }
  }

  private static Tried tried(RulesFile file, Optional<RulesFile> inForce, TriedAsset asset) {
    var answer = RulesTrial.describe(file, asset);
    return new Tried(
        String.valueOf(asset.id()),
        Sentences.name(asset.asset().fileName()),
        answer.path("picked").asBoolean(),
        answer.path("rule").asString(""),
        inForce.flatMap(rules -> rules.rules().route(asset.asset())).map(Route::rule).orElse(""),
        answer
            .path("stages")
            .valueStream()
            .map(stage -> stage.path("name").asString())
            .collect(Collectors.joining(", ")),
        answer.path("explanation").asString(""));
  }

  private static Check check(String text, Optional<PushedRules> inForce) {
    var differences = LineDiff.of(inForce.map(PushedRules::yaml).orElse(""), text);
    if (text.isBlank()) {
      return new Check(null, List.of(new Mark(1, 1, "there is no text")), List.of(), differences);
    }
    try {
      var file = RulesFile.readForPublishing(text);
      return new Check(
          file.rules().version(), List.of(), marks(RulesFile.warnings(text)), differences);
    } catch (InvalidRulesException e) {
      return new Check(null, marks(e.diagnostics()), List.of(), differences);
    }
  }

  private static List<Mark> marks(List<RulesDiagnostic> diagnostics) {
    return diagnostics.stream()
        .map(each -> new Mark(each.line(), each.column(), each.text()))
        .toList();
  }

  /** Puts a text or a former version into force; a text with mistakes stays in the editor. */
  @PostMapping("/rules/push")
  ResponseEntity<String> push(ServerWebExchange exchange, @AuthenticationPrincipal Caller caller) {
    var version = field(Site.form(exchange), "version");
    if (!version.isEmpty()) {
      return Site.redirect(
          "/rules?pushed=" + pushes.push(null, version, note(exchange), caller).version());
    }
    var text = text(exchange);
    if (!check(text, Optional.empty()).isValid()) {
      return page(exchange, text, queries.inForce(name), null, null);
    }
    return Site.redirect(
        "/rules?pushed=" + pushes.push(text, null, note(exchange), caller).version());
  }

  /** Why the rules change, for the record; null for no note. */
  private static @Nullable String note(ServerWebExchange exchange) {
    var note = field(Site.form(exchange), "note").strip();
    return note.isEmpty() ? null : note.substring(0, Math.min(note.length(), LONGEST_NOTE));
  }

  private static String text(ServerWebExchange exchange) {
    var text = Optional.ofNullable(Site.form(exchange).getFirst("text")).orElse("");
    var lines = text.replace("\r\n", "\n");
    return lines.length() > LONGEST_TEXT ? lines.substring(0, LONGEST_TEXT) : lines;
  }
}
