package io.proofline.console.rules;

import io.proofline.console.ConsoleProperties;
import io.proofline.console.access.Caller;
import io.proofline.console.web.Answers;
import io.proofline.console.web.ApiException;
import io.proofline.console.web.JsonBody;
import io.proofline.rules.InvalidRulesException;
import io.proofline.rules.RulesDiagnostic;
import io.proofline.rules.RulesFile;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows the rules in force and their history, checks new ones, and puts them into force. */
@RestController
@RequestMapping("/api/v1/rules")
final class RulesController {

  private static final int LONGEST_TEXT = 1_000_000;
  private static final int LONGEST_VERSION = 80;
  private static final int LONGEST_REASON = 2_000;
  private static final int LARGEST_PAGE = 500;

  private final RulesQueries queries;
  private final Answers answers;
  private final RulesPushes pushes;
  private final String name;

  RulesController(
      RulesQueries queries, Answers answers, RulesPushes pushes, ConsoleProperties settings) {
    this.queries = queries;
    this.answers = answers;
    this.pushes = pushes;
    this.name = settings.rulesName();
  }

  /** The rules in force, with their text. */
  @GetMapping
  ObjectNode inForce() {
    var rules =
        queries
            .inForce(name)
            .orElseThrow(() ->
                ApiException.notFound(
                    "No rules '%s' were pushed yet. To push some: proofline rules push FILE"
                        .formatted(name)));
    var answer = answers.object();
    answer.set("rules", rules.jsonWithText());
    return answer;
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

  /**
   * Puts a text into force, or a version that was pushed before, which is a roll back. If it is in
   * force already, nothing changes.
   */
  @PostMapping("/pushes")
  ResponseEntity<ObjectNode> push(
      @RequestBody String text, @AuthenticationPrincipal Caller caller) {
    var body = JsonBody.parse(text, Set.of("text", "version", "reason"));
    var yaml = body.optionalFile("text", LONGEST_TEXT);
    var version = body.optionalText("version", LONGEST_VERSION);
    var reason = body.optionalText("reason", LONGEST_REASON);
    if ((yaml == null) == (version == null)) {
      throw ApiException.invalid(
          "Give either 'text', new rules, or 'version', that of rules that were pushed before");
    }
    var result = pushes.push(yaml, version, reason, caller);
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
