package io.proofline.console.rules;

import io.proofline.console.ConsoleProperties;
import io.proofline.console.access.Caller;
import io.proofline.console.page.LineDiff;
import io.proofline.console.rules.RulesQueries.PushedRules;
import io.proofline.console.web.Answers;
import io.proofline.console.web.ApiException;
import io.proofline.console.web.JsonBody;
import io.proofline.rules.InvalidRulesException;
import io.proofline.rules.RulesDiagnostic;
import io.proofline.rules.RulesFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows the rules in force and their history, checks and tries new ones, and puts them into force.
 */
@RestController
@RequestMapping("/api/v1/rules")
final class RulesController {

  private static final int LONGEST_TEXT = 1_000_000;
  private static final int LONGEST_VERSION = 80;
  private static final int LONGEST_REASON = 2_000;
  private static final int LARGEST_PAGE = 500;
  private static final int MOST_TRIED = 50;

  private final RulesQueries queries;
  private final RulesTrial trial;
  private final RuleUses uses;
  private final Answers answers;
  private final RulesPushes pushes;
  private final String name;

  RulesController(
      RulesQueries queries,
      RulesTrial trial,
      RuleUses uses,
      Answers answers,
      RulesPushes pushes,
      ConsoleProperties settings) {
    this.queries = queries;
    this.trial = trial;
    this.uses = uses;
    this.answers = answers;
    this.pushes = pushes;
    this.name = settings.rulesName();
  }

  /** The rules in force, with their text. */
  @GetMapping
  ResponseEntity<ObjectNode> inForce(ServerWebExchange exchange) {
    var rules =
        queries
            .inForce(name)
            .orElseThrow(() ->
                ApiException.notFound(
                    "No rules '%s' were pushed yet. To push some: proofline rules push FILE"
                        .formatted(name)));
    if (exchange.checkNotModified(RulesPrecondition.tag(rules))) {
      return ResponseEntity.status(HttpStatus.NOT_MODIFIED).build();
    }
    var answer = answers.object();
    answer.set("rules", rules.jsonWithText());
    return ResponseEntity.ok(answer);
  }

  /** Every push, the newest first. */
  @GetMapping("/history")
  ObjectNode history(@RequestParam(defaultValue = "50") int limit) {
    var answer = answers.object();
    answer.putArray("items").addAll(queries.history(name, Answers.limit(limit, LARGEST_PAGE)));
    return answer;
  }

  /** The text of a version that was pushed. */
  @GetMapping("/versions/{version}")
  ObjectNode version(@PathVariable String version) {
    var answer = answers.object();
    answer.set("rules", pushes.pushed(version).jsonWithText());
    return answer;
  }

  /** Checks a text, and lists all its mistakes, each with its line and column. */
  @PostMapping("/check")
  ObjectNode check(@RequestBody String text) {
    var yaml = JsonBody.parse(text, Set.of("text")).optionalFile("text", LONGEST_TEXT);
    if (yaml == null) {
      throw ApiException.invalid("'text' is missing; it must be a rules file as YAML");
    }
    var answer = answers.object();
    try {
      var rules = RulesFile.readForPublishing(yaml);
      answer.put("valid", true);
      answer.put("version", rules.rules().version());
      answer.putArray("mistakes");
      add(answer.putArray("warnings"), RulesFile.warnings(yaml));
    } catch (InvalidRulesException e) {
      answer.put("valid", false);
      answer.putNull("version");
      add(answer.putArray("mistakes"), e.diagnostics());
      answer.putArray("warnings");
    }
    return answer;
  }

  /** How many assets each rule in force is for. */
  @GetMapping("/uses")
  ObjectNode uses() {
    var answer = answers.object();
    answer.put("days", RuleUses.DAYS);
    var items = answer.putArray("items");
    uses.inForce()
        .forEach(use ->
            items
                .addObject()
                .put("rule", use.rule())
                .put("assets", use.assets())
                .put("routed", use.routed()));
    return answer;
  }

  /** Evaluates a text for known and for made-up assets; nothing is changed. */
  @PostMapping("/try")
  ObjectNode tryOut(@RequestBody String text) {
    var body = JsonBody.parse(text, Set.of("text", "assets", "samples", "latest"));
    var given = body.optionalFile("text", LONGEST_TEXT);
    var inForce = queries.inForce(name).map(PushedRules::yaml);
    var yaml =
        Optional.ofNullable(given)
            .or(() -> inForce)
            .orElseThrow(
                () -> ApiException.invalid("'text' is missing, and no rules were pushed yet"));
    var tried = tried(body.node(), body.optionalNumber("latest", RulesTrial.MOST_UPLOADS));
    var answer = answers.object();
    var results = answer.putArray("results");
    try {
      var file = RulesFile.read(yaml);
      answer.put("version", file.rules().version());
      answer.putArray("mistakes");
      tried.forEach(each -> results.add(RulesTrial.describe(file, each)));
      var unread = answer.putArray("unread_fields");
      RulesTrial.unreadFields(file, inForce.flatMap(RulesController::readable).orElse(null))
          .forEach(unread::add);
    } catch (InvalidRulesException e) {
      answer.putNull("version");
      add(answer.putArray("mistakes"), e.diagnostics());
      answer.putArray("unread_fields");
    }
    return answer;
  }

  private List<RulesTrial.TriedAsset> tried(JsonNode body, @Nullable Integer latest) {
    var assets = list(body, "assets");
    var samples = list(body, "samples");
    if (assets.isEmpty() && samples.isEmpty() && latest == null) {
      throw ApiException.invalid(
          "Give 'assets', ids or file names, or 'samples', made-up assets, %d together at most, or 'latest', a number of the newest uploads"
              .formatted(MOST_TRIED));
    }
    if (assets.size() + samples.size() > MOST_TRIED) {
      throw ApiException.invalid(
          "'assets' and 'samples' are %d; allowed are %d together"
              .formatted(assets.size() + samples.size(), MOST_TRIED));
    }
    if (!assets.stream().allMatch(JsonNode::isString)) {
      throw ApiException.invalid("'assets' must be a list of ids or file names");
    }
    return Stream.concat(
            assets.stream().flatMap(asset -> trial.known(asset.asString())),
            Stream.concat(
                samples.stream().map(RulesTrial::sample),
                latest == null ? Stream.empty() : trial.newestUploads(latest)))
        .toList();
  }

  private static List<JsonNode> list(JsonNode body, String field) {
    var list = body.path(field);
    if (!list.isMissingNode() && !list.isArray()) {
      throw ApiException.invalid("'%s' must be a list".formatted(field));
    }
    return list.valueStream().toList();
  }

  private static Optional<RulesFile> readable(String yaml) {
    try {
      return Optional.of(RulesFile.read(yaml));
    } catch (InvalidRulesException _) {
      return Optional.empty();
    }
  }

  /** The lines in which two versions differ. */
  @GetMapping("/diff")
  ObjectNode diff(@RequestParam String from, @RequestParam(required = false) @Nullable String to) {
    var newer =
        to == null
            ? queries
                .inForce(name)
                .orElseThrow(() -> ApiException.notFound("No rules were pushed yet"))
            : pushes.pushed(to);
    var answer = answers.object();
    answer.put("from", from);
    answer.put("to", newer.version());
    var lines = answer.putArray("lines");
    LineDiff.all(pushes.pushed(from).yaml(), newer.yaml())
        .forEach(line -> {
          var item = lines.addObject();
          item.put("change", change(line));
          item.put("text", line.text());
        });
    return answer;
  }

  private static String change(LineDiff.Line line) {
    return switch (line.style()) {
      case "plus" -> "added";
      case "minus" -> "removed";
      default -> "same";
    };
  }

  /**
   * Puts a text into force, or a version that was pushed before, which is a roll back. If it is in
   * force already, nothing changes.
   */
  @PostMapping("/pushes")
  ResponseEntity<ObjectNode> push(
      @RequestBody String text,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @AuthenticationPrincipal Caller caller) {
    var body = JsonBody.parse(text, Set.of("text", "version", "reason"));
    var yaml = body.optionalFile("text", LONGEST_TEXT);
    var version = body.optionalText("version", LONGEST_VERSION);
    var reason = body.optionalText("reason", LONGEST_REASON);
    if ((yaml == null) == (version == null)) {
      throw ApiException.invalid(
          "Give either 'text', new rules, or 'version', that of rules that were pushed before");
    }
    var result = pushes.push(yaml, version, reason, caller, RulesPrecondition.parse(ifMatch));
    var answer = answers.object();
    answer.put("version", result.version());
    answer.put("replaces", result.replaces());
    answer.put("changed", result.isChanged());
    return result.isChanged()
        ? ResponseEntity.status(HttpStatus.CREATED).body(answer)
        : ResponseEntity.ok(answer);
  }

  private static void add(ArrayNode list, List<RulesDiagnostic> diagnostics) {
    for (var each : diagnostics) {
      var item = list.addObject();
      item.put("line", each.line());
      item.put("column", each.column());
      item.put("text", each.text());
    }
  }
}
