package io.proofline.rules;

import java.io.StringReader;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.nodes.Node;

/** YAML, and JSON with it, as a tree that knows where everything stands. */
final class YamlParser {

  private YamlParser() {}

  /** Empty when it is none; why, is noted. */
  static Optional<Node> read(String text, RulesDiagnostics rulesDiagnostics) {
    try {
      refuseAliases(text, rulesDiagnostics);
      var root = yaml().compose(new StringReader(text));
      if (root == null) {
        rulesDiagnostics.add(Optional.empty(), "there is nothing in it");
      }
      return rulesDiagnostics.isEmpty() ? Optional.ofNullable(root) : Optional.empty();
    } catch (MarkedYAMLException e) {
      rulesDiagnostics.add(
          Optional.ofNullable(e.getProblemMark()), "this is not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      rulesDiagnostics.add(Optional.empty(), "this is not YAML: " + e.getMessage());
    }
    return Optional.empty();
  }

  /** With aliases a short text can be an endless tree. */
  private static void refuseAliases(String text, RulesDiagnostics rulesDiagnostics) {
    for (var event : yaml().parse(new StringReader(text))) {
      if (event instanceof AliasEvent alias) {
        rulesDiagnostics.add(
            Optional.ofNullable(alias.getStartMark()),
            "'*%s' is an alias; write out what is meant".formatted(alias.getAnchor()));
      }
    }
  }

  private static Yaml yaml() {
    return new Yaml(new LoaderOptions());
  }
}
