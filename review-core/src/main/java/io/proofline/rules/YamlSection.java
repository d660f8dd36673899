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

/** A YAML mapping with access by key. A value of another type than requested counts as missing. */
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

  /** The section of a file that can't be read. */
  static YamlSection empty() {
    return new YamlSection(new MappingNode(Tag.MAP, List.of(), DumperOptions.FlowStyle.BLOCK));
  }

  static String key(Node node) {
    return node instanceof ScalarNode text ? text.getValue() : "[…]";
  }

  Set<String> keys() {
    return values.keySet();
  }

  /** The node of a key's value, else that of the section; for positions in messages. */
  Node nodeAt(String key) {
    return values.getOrDefault(key, node);
  }

  Optional<YamlSection> section(String key) {
    return Optional.ofNullable(values.get(key)).map(YamlSection::new);
  }

  /** The mappings in a list. */
  List<YamlSection> sections(String key) {
    return values.get(key) instanceof SequenceNode list
        ? list.getValue().stream().map(YamlSection::new).toList()
        : List.of();
  }

  Optional<String> text(String key) {
    return texts(key).stream().findFirst();
  }

  /** The texts of a single value or a list. */
  List<String> texts(String key) {
    var texts = new ArrayList<String>();
    textNodes(key).forEach(place -> texts.add(place.getValue().strip()));
    return texts;
  }

  /** The nodes of a key's non-blank texts. */
  List<ScalarNode> textNodes(String key) {
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
