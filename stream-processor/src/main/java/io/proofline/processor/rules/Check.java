package io.proofline.processor.rules;

import io.proofline.processor.rules.Shape.Block;
import io.proofline.processor.rules.Shape.Count;
import io.proofline.processor.rules.Shape.Field;
import io.proofline.processor.rules.Shape.Flag;
import io.proofline.processor.rules.Shape.In;
import io.proofline.processor.rules.Shape.Keyed;
import io.proofline.processor.rules.Shape.Line;
import io.proofline.processor.rules.Shape.Many;
import io.proofline.processor.rules.Shape.Rows;
import io.proofline.processor.rules.Shape.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Holds a file against the language: keys, words and forms, but not what they refer to. */
final class Check {

  private static final Line COUNT = Line.of("a whole number from 1", "[1-9]\\d{0,8}");

  private final Notes notes;
  private final List<Use> uses = new ArrayList<>();

  Check(Notes notes) {
    this.notes = notes;
  }

  /**
   * A key of the language that the file uses.
   *
   * @param name of the block and the key, joined by a dot
   */
  record Use(String name, Node key, Node value) {}

  /** Everything that the file uses, in its order. */
  List<Use> of(String block, Node root) {
    block(root, Language.block(block));
    return List.copyOf(uses);
  }

  private void at(Node node, String place, Shape shape) {
    switch (shape) {
      case In(var name) -> block(node, Language.block(name));
      case Many(var of) -> many(node, place, of);
      case Rows(var of) -> rows(node, place, of);
      case Keyed(var key, var of) -> keyed(node, place, key, of);
      case Word(var words) -> word(node, place, words);
      case Flag _ -> word(node, place, List.of("true", "false"));
      case Count _ -> line(node, place, COUNT);
      case Line line -> line(node, place, line);
    }
  }

  private void block(Node node, Block block) {
    var entries = entries(node, block.title());
    for (var entry : entries) {
      var key = Section.key(entry.getKeyNode());
      field(block, key)
          .ifPresentOrElse(
              field -> use(block, field, entry), () -> unknown(block, key, entry.getKeyNode()));
    }
    var keys = entries.stream().map(e -> Section.key(e.getKeyNode())).toList();
    if (node instanceof MappingNode) {
      block.fields().stream()
          .filter(f -> f.needed() && !keys.contains(f.key()))
          .forEach(f -> notes.add(node, missing(block, f)));
    }
  }

  private static Optional<Field> field(Block block, String key) {
    return block.fields().stream().filter(f -> f.key().equals(key)).findFirst();
  }

  private void use(Block block, Field field, NodeTuple entry) {
    var use = new Use(block.name() + "." + field.key(), entry.getKeyNode(), entry.getValueNode());
    uses.add(use);
    at(use.value(), field.key(), field.shape());
  }

  private void unknown(Block block, String key, Node place) {
    notes.add(
        place,
        "%s has no '%s'; it may have %s%s"
            .formatted(
                block.title(),
                key,
                String.join(", ", block.keys()),
                Nearest.hint(key, block.keys())));
  }

  private static String missing(Block block, Field field) {
    return "%s needs '%s': %s".formatted(block.title(), field.key(), field.doc());
  }

  private void many(Node node, String place, Shape of) {
    if (node instanceof SequenceNode) {
      rows(node, place, of);
    } else {
      at(node, place, of);
    }
  }

  private void rows(Node node, String place, Shape of) {
    if (!(node instanceof SequenceNode list)) {
      notes.add(node, "'%s' must be a list".formatted(place));
    } else if (list.getValue().isEmpty()) {
      notes.add(node, "'%s' is empty; it needs at least one".formatted(place));
    } else {
      list.getValue().forEach(element -> at(element, place, of));
    }
  }

  private void keyed(Node node, String place, Line key, Shape of) {
    for (var entry : entries(node, "'" + place + "'")) {
      line(entry.getKeyNode(), place, key);
      at(entry.getValueNode(), Section.key(entry.getKeyNode()), of);
    }
  }

  private List<NodeTuple> entries(Node node, String title) {
    if (!(node instanceof MappingNode mapping)) {
      notes.add(node, "%s must have keys, such as 'key: value'".formatted(title));
      return List.of();
    }
    var keys = new HashSet<String>();
    for (var entry : mapping.getValue()) {
      if (!keys.add(Section.key(entry.getKeyNode()))) {
        notes.add(
            entry.getKeyNode(),
            "'%s' stands twice in %s".formatted(Section.key(entry.getKeyNode()), title));
      }
    }
    return mapping.getValue();
  }

  private void word(Node node, String place, List<String> words) {
    text(node, place)
        .filter(text -> !words.contains(text.toLowerCase(Locale.ROOT)))
        .ifPresent(text ->
            notes.add(
                node,
                "'%s' is not allowed for '%s'; it may be %s%s"
                    .formatted(text, place, String.join(", ", words), Nearest.hint(text, words))));
  }

  private void line(Node node, String place, Line line) {
    text(node, place)
        .filter(text -> !line.fits(text))
        .ifPresent(text ->
            notes.add(
                node,
                "'%s' is not allowed for '%s'; it must be %s%s"
                    .formatted(text, place, line.allowed(), Nearest.hint(text, near(line)))));
  }

  /** The plain words among what a form allows. */
  private static List<String> near(Line line) {
    return List.of(line.pattern().split("\\|")).stream().filter(w -> w.matches("\\w+")).toList();
  }

  private Optional<String> text(Node node, String place) {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return Optional.of(scalar.getValue().strip());
    }
    notes.add(node, "'%s' must be a text".formatted(place));
    return Optional.empty();
  }
}
