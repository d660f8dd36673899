package io.proofline.rules;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * What the language has and this version does not do yet. Nobody shall believe that it happens: a
 * file that uses it is not put into force. Who builds one of these takes its line away. A new
 * version in the library waits until somebody has seen PhotoShelter take one (fact sheet, question
 * 1).
 */
final class UnsupportedFeatures {

  private static final List<Feature> FEATURES =
      List.of(feature("approved.store", text -> text.equals("new_version")));

  private UnsupportedFeatures() {}

  /** Notes each use of something that this version does not do. */
  static void report(List<RulesChecker.UsedKey> uses, RulesDiagnostics rulesDiagnostics) {
    uses.stream()
        .filter(usedKey -> FEATURES.stream().anyMatch(f -> f.isMeant(usedKey)))
        .forEach(usedKey ->
            rulesDiagnostics.add(
                usedKey.key(),
                "'%s' is not carried out by this version yet"
                    .formatted(YamlSection.key(usedKey.key()))));
  }

  private static Feature feature(String name, Predicate<String> values) {
    return new Feature(name::equals, values);
  }

  /** A key of a block, with all that it may say or only some of it. */
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
