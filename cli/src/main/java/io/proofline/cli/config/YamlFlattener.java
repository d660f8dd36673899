package io.proofline.cli.config;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Flattens YAML to names with dots, each with its value and line. A list becomes a comma-separated
 * value.
 */
final class YamlFlattener {

  private final UpConfigDiagnostics diagnostics;
  private final Map<String, YamlEntry> entries = new LinkedHashMap<>();

  private YamlFlattener(UpConfigDiagnostics upConfigDiagnostics) {
    this.diagnostics = upConfigDiagnostics;
  }

  static Map<String, YamlEntry> read(String text, UpConfigDiagnostics upConfigDiagnostics) {
    var reading = new YamlFlattener(upConfigDiagnostics);
    try {
      if (hasAliases(text)) {
        upConfigDiagnostics.add("it contains a YAML alias; write the value itself");
        return reading.entries;
      }
      var root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
      if (root == null) {
        upConfigDiagnostics.add("it is empty; 'proofline up --sample' prints a sample");
      } else {
        reading.read("", root);
      }
    } catch (MarkedYAMLException e) {
      upConfigDiagnostics.add(
          e.getProblemMark().getLine() + 1, "this is not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      upConfigDiagnostics.add("this is not YAML");
    }
    return reading.entries;
  }

  /** Aliases can expand a short text to a huge or endless tree. */
  private static boolean hasAliases(String text) {
    for (var event : new Yaml(new LoaderOptions()).parse(new StringReader(text))) {
      if (event instanceof AliasEvent) {
        return true;
      }
    }
    return false;
  }

  private void read(String name, Node node) {
    int line = node.getStartMark().getLine() + 1;
    switch (node) {
      case MappingNode mapping ->
          mapping
              .getValue()
              .forEach(pair -> {
                if (pair.getKeyNode() instanceof ScalarNode key) {
                  read(
                      name.isEmpty() ? key.getValue() : name + "." + key.getValue(),
                      pair.getValueNode());
                } else {
                  diagnostics.add(line, "a name must be a plain text");
                }
              });
      case ScalarNode scalar -> put(new YamlEntry(name, scalar.getValue().strip(), line));
      case SequenceNode list ->
          put(
              new YamlEntry(
                  name,
                  list.getValue().stream()
                      .filter(ScalarNode.class::isInstance)
                      .map(item -> ((ScalarNode) item).getValue().strip())
                      .collect(Collectors.joining(",")),
                  line));
      default -> diagnostics.add(line, "this is neither a value nor a list nor a mapping");
    }
  }

  private void put(YamlEntry yamlEntry) {
    if (yamlEntry.name().isEmpty()) {
      diagnostics.add(
          yamlEntry.line(), "this is not a mapping of names to values, such as 'account: acme'");
    } else if (entries.putIfAbsent(yamlEntry.name(), yamlEntry) != null) {
      diagnostics.add(yamlEntry.line(), "'%s' is set twice".formatted(yamlEntry.name()));
    }
  }
}
