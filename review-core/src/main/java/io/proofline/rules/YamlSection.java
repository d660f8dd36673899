package io.proofline.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A mapping of the file, by its keys. What is not as asked is as if it were not there. */
final class YamlSection {

  private final Node node;
  private final Map<String, Node> values = new LinkedHashMap<>();

  private YamlSection(Node node) {
    this.node = node;
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(pair -> values.put(key(pair.getKeyNode()), pair.getValueNode()));
    }
  }

  static YamlSection of(Node node) {
    return new YamlSection(node);
  }

  /** Of a file that can't be read. */
  static YamlSection empty() {
    return new YamlSection(new MappingNode(Tag.MAP, List.of(), DumperOptions.FlowStyle.BLOCK));
  }

  static String key(Node node) {
    return node instanceof ScalarNode text ? text.getValue() : "[…]";
  }

  Set<String> keys() {
    return values.keySet();
  }

  /** Where a key's value stands, else the section itself. */
  Node at(String key) {
    return values.getOrDefault(key, node);
  }

  Optional<YamlSection> section(String key) {
    return Optional.ofNullable(values.get(key)).map(YamlSection::new);
  }

  /** The mappings of a list. */
  List<YamlSection> sections(String key) {
    return values.get(key) instanceof SequenceNode list
        ? list.getValue().stream().map(YamlSection::new).toList()
        : List.of();
  }

  Optional<String> text(String key) {
    return texts(key).stream().findFirst();
  }

  /** One text, or a list of them. */
  List<String> texts(String key) {
    var texts = new ArrayList<String>();
    places(key).forEach(place -> texts.add(place.getValue().strip()));
    return texts;
  }

  /** Where the texts of a key stand. */
  List<ScalarNode> places(String key) {
    var value = values.get(key);
    var nodes =
        value instanceof SequenceNode list
            ? list.getValue()
            : value == null ? List.<Node>of() : List.of(value);
    return nodes.stream()
        .filter(ScalarNode.class::isInstance)
        .map(ScalarNode.class::cast)
        .filter(text -> !text.getValue().isBlank())
        .toList();
  }
}
