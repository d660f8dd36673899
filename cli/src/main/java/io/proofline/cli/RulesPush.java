package io.proofline.cli;

import io.proofline.api.ApiPath;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.JsonNode;

/**
 * A push of rules, new or former ones.
 *
 * @param answer of the console
 * @param formerSince the time since when the former rules were in force; null if there were none
 */
record RulesPush(JsonNode answer, @Nullable String formerSince) {

  /** Puts rules into force. */
  static RulesPush of(ConsoleClient console, Map<String, String> rules) {
    var former =
        console
            .find(ApiPath.of("rules"))
            .map(known -> known.path("rules").path("pushed_at").asString());
    return new RulesPush(console.post(ApiPath.of("rules", "pushes"), rules), former.orElse(null));
  }

  /** Prints the result; returns the version in force. */
  String print(CommandSpec spec, JsonOption json) {
    var version = TerminalText.text(answer, "version");
    if (!json.print(answer)) {
      var out = spec.commandLine().getOut();
      out.printf("The rules are in force, version %s.%n", version);
      out.println(former());
      if (answer.path("changed").asBoolean(false) && answer.path("replaces").isString()) {
        out.println(
            PasteableCommands.complete(
                spec,
                "To return to the former ones: proofline rules rollback "
                    + TerminalText.text(answer, "replaces")));
      }
    }
    return version;
  }

  private String former() {
    if (formerSince == null) {
      return "No rules were in force before.";
    }
    return answer.path("changed").asBoolean(false)
        ? "They replace version %s, in force since %s."
            .formatted(TerminalText.text(answer, "replaces"), formerSince)
        : "The same version was in force before, since %s.".formatted(formerSince);
  }
}
