package io.proofline.processor.rules;

import java.io.StringReader;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.nodes.Node;

/** YAML, and JSON with it, as a tree that knows where everything stands. */
final class YamlText {

  private YamlText() {}

  /** Empty when it is none; why, is noted. */
  static Optional<Node> read(String text, Notes notes) {
    try {
      refuseAliases(text, notes);
      var root = yaml().compose(new StringReader(text));
      if (root == null) {
        notes.add(Optional.empty(), "there is nothing in it");
      }
      return notes.hasNone() ? Optional.ofNullable(root) : Optional.empty();
    } catch (MarkedYAMLException e) {
      notes.add(Optional.ofNullable(e.getProblemMark()), "this is not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      notes.add(Optional.empty(), "this is not YAML: " + e.getMessage());
    }
    return Optional.empty();
  }

  /** With aliases a short text can be an endless tree. */
  private static void refuseAliases(String text, Notes notes) {
    for (var event : yaml().parse(new StringReader(text))) {
      if (event instanceof AliasEvent alias) {
        notes.add(
            Optional.ofNullable(alias.getStartMark()),
            "'*%s' is an alias; write out what is meant".formatted(alias.getAnchor()));
      }
    }
  }

  private static Yaml yaml() {
    return new Yaml(new LoaderOptions());
  }
}
