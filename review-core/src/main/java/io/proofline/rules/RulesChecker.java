package io.proofline.rules;

import io.proofline.rules.ValueType.AllowedWords;
import io.proofline.rules.ValueType.Block;
import io.proofline.rules.ValueType.BlockKey;
import io.proofline.rules.ValueType.BlockRef;
import io.proofline.rules.ValueType.BooleanValue;
import io.proofline.rules.ValueType.FormattedText;
import io.proofline.rules.ValueType.MapOf;
import io.proofline.rules.ValueType.NonEmptyList;
import io.proofline.rules.ValueType.OneOrMore;
import io.proofline.rules.ValueType.PositiveInteger;
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
final class RulesChecker {

  private static final FormattedText COUNT =
      FormattedText.of("a whole number from 1", "[1-9]\\d{0,8}");

  private final RulesDiagnostics rulesDiagnostics;
  private final List<UsedKey> uses = new ArrayList<>();

  RulesChecker(RulesDiagnostics rulesDiagnostics) {
    this.rulesDiagnostics = rulesDiagnostics;
  }

  /**
   * A key of the language that the file uses.
   *
   * @param name of the block and the key, joined by a dot
   */
  record UsedKey(String name, Node key, Node value) {}

  /** Everything that the file uses, in its order. */
  List<UsedKey> check(String block, Node root) {
    block(root, RulesGrammar.block(block));
    return List.copyOf(uses);
  }

  private void at(Node node, String place, ValueType valueType) {
    switch (valueType) {
      case BlockRef(var name) -> block(node, RulesGrammar.block(name));
      case OneOrMore(var of) -> many(node, place, of);
      case NonEmptyList(var of) -> rows(node, place, of);
      case MapOf(var key, var of) -> keyed(node, place, key, of);
      case AllowedWords(var words) -> word(node, place, words);
      case BooleanValue _ -> word(node, place, List.of("true", "false"));
      case PositiveInteger _ -> line(node, place, COUNT);
      case FormattedText formattedText -> line(node, place, formattedText);
    }
  }

  private void block(Node node, Block block) {
    var entries = entries(node, block.title());
    for (var entry : entries) {
      var key = YamlSection.key(entry.getKeyNode());
      field(block, key)
          .ifPresentOrElse(
              blockKey -> use(block, blockKey, entry),
              () -> unknown(block, key, entry.getKeyNode()));
    }
    var keys = entries.stream().map(e -> YamlSection.key(e.getKeyNode())).toList();
    if (node instanceof MappingNode) {
      block.fields().stream()
          .filter(f -> f.required() && !keys.contains(f.key()))
          .forEach(f -> rulesDiagnostics.add(node, missing(block, f)));
    }
  }

  private static Optional<BlockKey> field(Block block, String key) {
    return block.fields().stream().filter(f -> f.key().equals(key)).findFirst();
  }

  private void use(Block block, BlockKey blockKey, NodeTuple entry) {
    var usedKey =
        new UsedKey(block.name() + "." + blockKey.key(), entry.getKeyNode(), entry.getValueNode());
    uses.add(usedKey);
    at(usedKey.value(), blockKey.key(), blockKey.type());
  }

  private void unknown(Block block, String key, Node place) {
    rulesDiagnostics.add(
        place,
        "%s has no '%s'; it may have %s%s"
            .formatted(
                block.title(),
                key,
                String.join(", ", block.keys()),
                DidYouMean.hint(key, block.keys())));
  }

  private static String missing(Block block, BlockKey blockKey) {
    return "%s needs '%s': %s".formatted(block.title(), blockKey.key(), blockKey.doc());
  }

  private void many(Node node, String place, ValueType of) {
    if (node instanceof SequenceNode) {
      rows(node, place, of);
    } else {
      at(node, place, of);
    }
  }

  private void rows(Node node, String place, ValueType of) {
    if (!(node instanceof SequenceNode list)) {
      rulesDiagnostics.add(node, "'%s' must be a list".formatted(place));
    } else if (list.getValue().isEmpty()) {
      rulesDiagnostics.add(node, "'%s' is empty; it needs at least one".formatted(place));
    } else {
      list.getValue().forEach(element -> at(element, place, of));
    }
  }

  private void keyed(Node node, String place, FormattedText key, ValueType of) {
    for (var entry : entries(node, "'" + place + "'")) {
      line(entry.getKeyNode(), place, key);
      at(entry.getValueNode(), YamlSection.key(entry.getKeyNode()), of);
    }
  }

  private List<NodeTuple> entries(Node node, String title) {
    if (!(node instanceof MappingNode mapping)) {
      rulesDiagnostics.add(node, "%s must have keys, such as 'key: value'".formatted(title));
      return List.of();
    }
    var keys = new HashSet<String>();
    for (var entry : mapping.getValue()) {
      if (!keys.add(YamlSection.key(entry.getKeyNode()))) {
        rulesDiagnostics.add(
            entry.getKeyNode(),
            "'%s' stands twice in %s".formatted(YamlSection.key(entry.getKeyNode()), title));
      }
    }
    return mapping.getValue();
  }

  private void word(Node node, String place, List<String> words) {
    text(node, place)
        .filter(text -> !words.contains(text.toLowerCase(Locale.ROOT)))
        .ifPresent(text ->
            rulesDiagnostics.add(
                node,
                "'%s' is not allowed for '%s'; it may be %s%s"
                    .formatted(
                        text, place, String.join(", ", words), DidYouMean.hint(text, words))));
  }

  private void line(Node node, String place, FormattedText formattedText) {
    text(node, place)
        .filter(text -> !formattedText.fits(text))
        .ifPresent(text ->
            rulesDiagnostics.add(
                node,
                "'%s' is not allowed for '%s'; it must be %s%s"
                    .formatted(
                        text,
                        place,
                        formattedText.description(),
                        DidYouMean.hint(text, near(formattedText)))));
  }

  /** The plain words among what a form allows. */
  private static List<String> near(FormattedText formattedText) {
    return List.of(formattedText.pattern().split("\\|")).stream()
        .filter(w -> w.matches("\\w+"))
        .toList();
  }

  private Optional<String> text(Node node, String place) {
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return Optional.of(scalar.getValue().strip());
    }
    rulesDiagnostics.add(node, "'%s' must be a text".formatted(place));
    return Optional.empty();
  }
}
