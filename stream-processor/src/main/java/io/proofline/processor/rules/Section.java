package io.proofline.processor.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A mapping of the file, by its keys. What is not as it should be is noted and left out. */
final class Section {

  private final String name;
  private final Node node;
  private final Map<String, Node> values;
  private final Notes notes;

  private Section(String name, Node node, Map<String, Node> values, Notes notes) {
    this.name = name;
    this.node = node;
    this.values = values;
    this.notes = notes;
  }

  /** A mapping whose keys are all among {@code allowed}. */
  static Section of(String name, Node node, Set<String> allowed, Notes notes) {
    var section = of(name, node, notes);
    section.values.forEach((key, value) -> {
      if (!allowed.contains(key)) {
        notes.add(
            value,
            "%s has no '%s'; it may have %s"
                .formatted(name, key, String.join(", ", allowed.stream().sorted().toList())));
      }
    });
    return section;
  }

  /** A mapping whose keys are names. */
  static Section of(String name, Node node, Notes notes) {
    var values = new LinkedHashMap<String, Node>();
    if (node instanceof MappingNode mapping) {
      mapping
          .getValue()
          .forEach(pair -> {
            var key = pair.getKeyNode() instanceof ScalarNode text ? text.getValue() : "[…]";
            if (values.put(key, pair.getValueNode()) != null) {
              notes.add(pair.getKeyNode(), "'%s' stands twice in %s".formatted(key, name));
            }
          });
    } else {
      notes.add(node, "%s must have keys, such as 'key: value'".formatted(name));
    }
    return new Section(name, node, values, notes);
  }

  Set<String> keys() {
    return values.keySet();
  }

  Node node() {
    return node;
  }

  /** Where a key's value stands, else the section itself. */
  Node at(String key) {
    return values.getOrDefault(key, node);
  }

  Optional<Section> section(String key, Set<String> allowed) {
    return Optional.ofNullable(values.get(key)).map(n -> of(inside(key), n, allowed, notes));
  }

  Optional<Section> section(String key) {
    return Optional.ofNullable(values.get(key)).map(n -> of(inside(key), n, notes));
  }

  /** The mappings of a list. */
  List<Section> sections(String key, Set<String> allowed) {
    return elements(key).map(n -> of(inside(key), n, allowed, notes)).toList();
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key)).flatMap(n -> text(key, n));
  }

  String required(String key) {
    if (!values.containsKey(key)) {
      notes.add(node, "%s needs '%s'".formatted(name, key));
    }
    return text(key).orElse("");
  }

  /** One text, or a list of them. */
  List<String> texts(String key) {
    if (values.get(key) instanceof ScalarNode) {
      return text(key).stream().toList();
    }
    var texts = new ArrayList<String>();
    elements(key).forEach(n -> text(key, n).ifPresent(texts::add));
    return texts;
  }

  private Stream<Node> elements(String key) {
    var value = values.get(key);
    if (value instanceof SequenceNode sequence) {
      return sequence.getValue().stream();
    }
    if (value != null) {
      notes.add(value, "%s must be a list".formatted(inside(key)));
    }
    return Stream.empty();
  }

  private Optional<String> text(String key, Node value) {
    if (value instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return Optional.of(scalar.getValue().strip());
    }
    notes.add(value, "%s must be a text".formatted(inside(key)));
    return Optional.empty();
  }

  private String inside(String key) {
    return name.equals(RulesReader.FILE) ? key : name + "." + key;
  }
}
