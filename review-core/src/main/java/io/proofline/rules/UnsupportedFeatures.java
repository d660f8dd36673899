package io.proofline.rules;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Features of the language that this version does not support yet. A file that uses one can't be
 * published, so that no one relies on it. To implement a feature, delete its line here. Storing a
 * new version in the library is open until an upload of one to PhotoShelter has been observed (fact
 * sheet, question 1).
 */
final class UnsupportedFeatures {

  private static final List<Feature> FEATURES =
      List.of(feature("approved.store", text -> text.equals("new_version")));

  private UnsupportedFeatures() {}

  /** Adds a diagnostic for each use of an unsupported feature. */
  static void report(List<RulesChecker.UsedKey> uses, RulesDiagnostics rulesDiagnostics) {
    uses.stream()
        .filter(usedKey -> FEATURES.stream().anyMatch(f -> f.isMeant(usedKey)))
        .forEach(usedKey ->
            rulesDiagnostics.add(
                usedKey.key(),
                "'%s' is not supported by this version yet"
                    .formatted(YamlSection.key(usedKey.key()))));
  }

  private static Feature feature(String name, Predicate<String> values) {
    return new Feature(name::equals, values);
  }

  /** A key of a block with some or all of its values. */
  private record Feature(Predicate<String> name, Predicate<String> values) {

    boolean isMeant(RulesChecker.UsedKey usedKey) {
      return name.test(usedKey.name()) && isMeant(usedKey.value());
    }

    private boolean isMeant(Node value) {
      return switch (value) {
        case ScalarNode text -> values.test(text.getValue().strip().toLowerCase(Locale.ROOT));
        case SequenceNode list -> list.getValue().stream().anyMatch(this::isMeant);
        default -> values.test("");
      };
    }
  }
}
