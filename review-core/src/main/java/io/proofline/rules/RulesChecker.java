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
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Checks a parsed file against {@link RulesGrammar}: keys, words and forms of texts. References
 * between its parts are checked by {@link ReferenceChecker}.
 */
final class RulesChecker {

  private static final FormattedText COUNT =
      FormattedText.of("a whole number from 1", "[1-9]\\d{0,8}");

  private final RulesDiagnostics rulesDiagnostics;
  private final List<UsedKey> usedKeys = new ArrayList<>();

  RulesChecker(RulesDiagnostics rulesDiagnostics) {
    this.rulesDiagnostics = rulesDiagnostics;
  }

  /**
   * A key of the language that the file uses.
   *
   * @param name block and key, joined by a dot
   */
  record UsedKey(String name, Node key, Node value) {}

  /** Checks a block and all below it; returns the keys in it, in the file's order. */
  List<UsedKey> check(String block, Node root) {
    checkBlock(root, RulesGrammar.block(block));
    return List.copyOf(usedKeys);
  }

  private void checkValue(Node node, String place, ValueType valueType) {
    switch (valueType) {
      case BlockRef(var name) -> checkBlock(node, RulesGrammar.block(name));
      case OneOrMore(var of) -> checkOneOrMore(node, place, of);
      case NonEmptyList(var of) -> checkList(node, place, of);
      case MapOf(var key, var of) -> checkMap(node, place, key, of);
      case AllowedWords(var words) -> checkWord(node, place, words);
      case BooleanValue _ -> checkWord(node, place, List.of("true", "false"));
      case PositiveInteger _ -> checkText(node, place, COUNT);
      case FormattedText formattedText -> checkText(node, place, formattedText);
    }
  }

  private void checkBlock(Node node, Block block) {
    var entries = entries(node, block.title());
    for (var entry : entries) {
      var key = YamlSection.key(entry.getKeyNode());
      field(block, key)
          .ifPresentOrElse(
              blockKey -> checkKey(block, blockKey, entry),
              () -> reportUnknownKey(block, key, entry.getKeyNode()));
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

  private void checkKey(Block block, BlockKey blockKey, NodeTuple entry) {
    var usedKey =
        new UsedKey(block.name() + "." + blockKey.key(), entry.getKeyNode(), entry.getValueNode());
    usedKeys.add(usedKey);
    checkValue(usedKey.value(), blockKey.key(), blockKey.type());
  }

  private void reportUnknownKey(Block block, String key, Node place) {
    rulesDiagnostics.add(
        place,
        "%s has no '%s'; it may have %s%s%s"
            .formatted(
                block.title(),
                key,
                String.join(", ", block.keys()),
                DidYouMean.hint(key, block.keys()),
                SuspiciousTexts.invisible(key)
                    .map("; it has the invisible character U+%04X, delete it"::formatted)
                    .orElse("")));
  }

  private static String missing(Block block, BlockKey blockKey) {
    return "%s needs '%s': %s".formatted(block.title(), blockKey.key(), blockKey.doc());
  }

  private void checkOneOrMore(Node node, String place, ValueType of) {
    if (node instanceof SequenceNode) {
      checkList(node, place, of);
    } else {
      checkValue(node, place, of);
    }
  }

  private void checkList(Node node, String place, ValueType of) {
    if (!(node instanceof SequenceNode list)) {
      rulesDiagnostics.add(node, "'%s' must be a list".formatted(place));
    } else if (list.getValue().isEmpty()) {
      rulesDiagnostics.add(node, "'%s' is empty; it needs at least one".formatted(place));
    } else {
      list.getValue().forEach(element -> checkValue(element, place, of));
    }
  }

  private void checkMap(Node node, String place, FormattedText key, ValueType of) {
    for (var entry : entries(node, "'" + place + "'")) {
      checkText(entry.getKeyNode(), place, key);
      checkValue(entry.getValueNode(), YamlSection.key(entry.getKeyNode()), of);
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
            "'%s' is twice in %s".formatted(YamlSection.key(entry.getKeyNode()), title));
      }
    }
    return mapping.getValue();
  }

  private void checkWord(Node node, String place, List<String> words) {
    text(node, place)
        .filter(text -> !words.contains(text.toLowerCase(Locale.ROOT)))
        .ifPresent(text ->
            rulesDiagnostics.add(
                node,
                "'%s' is not allowed for '%s'; it may be %s%s"
                    .formatted(
                        text, place, String.join(", ", words), DidYouMean.hint(text, words))));
  }

  private void checkText(Node node, String place, FormattedText formattedText) {
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
                        DidYouMean.hint(text, similarWords(formattedText)))));
  }

  /** The plain words that a form allows, for a hint. */
  private static List<String> similarWords(FormattedText formattedText) {
    return List.of(formattedText.pattern().split("\\|")).stream()
        .filter(w -> w.matches("\\w+"))
        .toList();
  }

  private Optional<String> text(Node node, String place) {
    if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
      rulesDiagnostics.add(node, "'%s' must be a text".formatted(place));
      return Optional.empty();
    }
    var problem = problem(scalar);
    problem.ifPresent(text -> rulesDiagnostics.add(node, "'%s' %s".formatted(place, text)));
    return problem.isPresent() ? Optional.empty() : Optional.of(scalar.getValue().strip());
  }

  /** Why a text can't be used under any key: YAML's null, or a control character. */
  private static Optional<String> problem(ScalarNode scalar) {
    var value = scalar.getValue();
    if (Tag.NULL.equals(scalar.getTag())) {
      return Optional.of("is empty: YAML reads %1$s as nothing; write \"%1$s\"".formatted(value));
    }
    return value
        .chars()
        .filter(c -> Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r')
        .mapToObj("has the control character U+%04X; delete it"::formatted)
        .findFirst();
  }
}
